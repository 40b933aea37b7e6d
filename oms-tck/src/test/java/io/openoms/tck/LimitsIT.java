package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Concurrency;
import io.openoms.FullOptions;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.event.ErrorEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rates that a copy is held to, and how many tasks do it, by the clock. */
@WithServers
class LimitsIT {

  private static final int ROWS = 20_000;

  /** Four digits at the most for the key's text, and the texts themselves. */
  private static final long BYTES = ROWS * 104L;

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String database = "";

  LimitsIT(@Server(MYSQL_80) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    database = from.createDatabase("limited");
    from.execute(
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v CHAR(100))",
        "INSERT INTO "
            + database
            + ".t SELECT /*+ SET_VAR(cte_max_recursion_depth = 20001) */ n, REPEAT('x', 100)"
            + " FROM (WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < "
            + ROWS
            + ") SELECT n FROM c) d");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void rowsPerSecondHoldForAllReadersTogether() throws Exception {
    Duration taken = copy(f -> f.rowsPerSecond(5_000).concurrency(Concurrency.FAST));
    // Less one second, which a limiter that idled may give away at once.
    assertThat(taken).isBetween(Duration.ofSeconds(ROWS / 5_000 - 1), Duration.ofMinutes(2));
  }

  @Test
  void bytesPerSecondHoldForAllReadersTogether() throws Exception {
    Duration taken = copy(f -> f.bytesPerSecond(BYTES / 4).readers(3).writers(1));
    assertThat(taken).isBetween(Duration.ofSeconds(3), Duration.ofMinutes(2));
  }

  @Test
  void presetsAskForTheirThreadsAndCopyTheSame() throws Exception {
    assertThat(project(f -> f.concurrency(Concurrency.STABLE)).threadsNeeded()).isEqualTo(3);
    assertThat(project(f -> {}).threadsNeeded()).isEqualTo(5);
    assertThat(project(f -> f.concurrency(Concurrency.NORMAL)).threadsNeeded()).isEqualTo(5);
    assertThat(project(f -> f.concurrency(Concurrency.FAST)).threadsNeeded()).isEqualTo(17);
    assertThat(project(f -> f.concurrency(Concurrency.FAST).readers(3)).threadsNeeded())
        .isEqualTo(12);
    copy(f -> f.concurrency(Concurrency.STABLE));
  }

  /** Longer than the sink lets a session be silent. */
  @Thorough
  @Test
  void aSourceThatSearchesLongForTheNextRowIsWaitedFor() throws Exception {
    List<ErrorEvent> errors = Collections.synchronizedList(new ArrayList<>());
    from.execute("DELETE FROM " + database + ".t WHERE id > 2");
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(
                o ->
                    o.include(database + ".t")
                        .where(database + ".t", "IF(id = 2, SLEEP(40), 0) = 0"))
            .phases(p -> p.schema().full())
            .listener(
                new MigrationListener() {
                  @Override
                  public void onError(ErrorEvent event) {
                    errors.add(event);
                  }
                })
            .build();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.isComplete()).as("%s", result).isTrue();
      assertThat(errors).as("the copy is not tried again").isEmpty();
      assertThat(rows(to)).isEqualTo(rows(from)).hasSize(2);
    }
  }

  private Duration copy(Consumer<FullOptions.Builder> options) throws Exception {
    try (MigrationRun run = project(options).start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.isComplete()).as("%s", result).isTrue();
      assertThat(rows(to)).isEqualTo(rows(from)).hasSize(ROWS);
      return result.phases().get(Phase.FULL).elapsed();
    }
  }

  private MigrationProject project(Consumer<FullOptions.Builder> options) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".t"))
        .phases(
            p ->
                p.schema()
                    .full(
                        f -> {
                          f.chunkRows(500);
                          options.accept(f);
                        }))
        .build();
  }

  private List<String> rows(DatabaseServer server) throws Exception {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, database + ".t", "*");
    }
  }
}
