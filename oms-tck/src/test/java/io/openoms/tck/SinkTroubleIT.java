package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.FullOptions;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.Progress;
import io.openoms.RetryOptions;
import io.openoms.RunState;
import io.openoms.event.WarningEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that answers and cannot write: its memory is short, or locks of the dead are held. */
class SinkTroubleIT {

  private static final String SHORT = "ALTER SYSTEM SET memstore_memory_limit = '32M'";
  private static final String ENOUGH = "ALTER SYSTEM SET memstore_memory_limit = '0M'";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<WarningEvent> warnings = Collections.synchronizedList(new ArrayList<>());
  private final String database = "trouble_" + UUID.randomUUID().toString().substring(0, 8);
  private final DatabaseServer from = Servers.mariaDb().shared();

  @AfterEach
  void end() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Thorough
  @Test
  void aCopyOutlastsShortMemoryOrStopsByNameAndGoesOn() throws Exception {
    try (DatabaseServer to = Servers.oceanBase().start()) {
      OrdersFixture orders = new OrdersFixture(database, from, to);
      orders.create();
      long before;
      // It never comes back, so the tables fail by name, and the run ends.
      try (MigrationRun run =
          project(to, f -> f.rowsPerSecond(5_000), r -> r.overloadWait(Duration.ofSeconds(3)))
              .start(threads)) {
        awaitRows(run, 0);
        to.execute(SHORT);
        MigrationResult result = run.await();
        before = result.objects().stream().mapToLong(ObjectResult::rows).sum();
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.toString()).contains("SERVER_OVERLOADED");
      }
      assertThat(warnings).extracting(WarningEvent::code).contains("WRITERS_HELD_BACK");
      to.execute(ENOUGH);
      warnings.clear();
      try (MigrationRun run = project(to, f -> f.rowsPerSecond(5_000), r -> {}).start(threads)) {
        awaitRows(run, before);
        to.execute(SHORT);
        awaitWarning("WRITERS_HELD_BACK");
        Thread.sleep(3_000);
        to.execute(ENOUGH);
        MigrationResult result = run.await();
        assertThat(result.isComplete()).as("%s", result).isTrue();
      }
      orders.assertEqual();
    }
  }

  @Test
  @Thorough
  void followingOutlastsShortMemory(@TempDir Path spool) throws Exception {
    try (DatabaseServer to = Servers.oceanBase().start()) {
      OrdersFixture orders = new OrdersFixture(database, from, to);
      orders.create();
      try (MigrationRun run = Pairs.following(database, from, to, spool, i -> {}).start(threads)) {
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.result()).isTrue();
        to.execute(SHORT);
        from.execute("UPDATE " + database + ".orders SET note = CONCAT(note, '!')");
        awaitRetries(run);
        to.execute(ENOUGH);

        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.result()).isTrue();
        orders.assertEqual();
      }
    }
  }

  private static void awaitRetries(MigrationRun run) throws InterruptedException {
    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (run.progress().flatMap(Progress::following).orElseThrow().retries() < 3) {
      assertThat(System.nanoTime()).as("not refused").isLessThan(limit);
      Thread.sleep(20);
    }
  }

  @Thorough
  @Test
  void locksOfADeadTransactionFailTheirTableAloneAndByName() throws Exception {
    try (DatabaseServer to = Servers.oceanBase().start()) {
      OrdersFixture orders = new OrdersFixture(database, from, to);
      orders.create();
      MigrationProject schema =
          MigrationProject.builder(database + "_schema")
              .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
              .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.schema())
              .build();
      try (MigrationRun run = schema.start(threads)) {
        assertThat(run.await().isComplete()).isTrue();
      }
      leaveDeadTransaction(to);

      try (MigrationRun run = project(to, f -> {}, r -> r.retries(0)).start(threads)) {
        MigrationResult result = run.await();
        assertThat(object(result, "orders").error().orElse(""))
            .contains("LOCK_CONFLICT")
            .contains(database + ".orders");
        assertThat(object(result, "log").error()).isEmpty();
      }
      assertThat(warnings).extracting(WarningEvent::code).contains("SINK_DEAD_TRANSACTIONS");
      try (Connection source = from.connect();
          Connection sink = to.connect()) {
        String log = database + ".log";
        assertThat(TableDigest.rows(sink, log, "*")).isEqualTo(TableDigest.rows(source, log, "*"));
      }
    }
  }

  /** As an engine leaves it whose sink is killed in the middle of a chunk. */
  private void leaveDeadTransaction(DatabaseServer to) throws Exception {
    Connection connection = to.connect();
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    for (int first = 1; first <= 20_000; first += 1_000) {
      StringBuilder rows = new StringBuilder();
      for (int id = first; id < first + 1_000; id++) {
        rows.append(rows.isEmpty() ? "" : ",").append("(" + id + ",1,REPEAT('x',90))");
      }
      statement.execute("INSERT INTO " + database + ".orders (id, customer, note) VALUES " + rows);
    }
    to.restart();
  }

  private static ObjectResult object(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(o -> o.source().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until more rows are copied than before. */
  private static void awaitRows(MigrationRun run, long before) throws InterruptedException {
    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (run.progress().map(Progress::rows).orElse(0L) <= before) {
      assertThat(System.nanoTime()).as("no progress").isLessThan(limit);
      Thread.sleep(20);
    }
  }

  private void awaitWarning(String code) throws InterruptedException {
    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (warnings.stream().noneMatch(w -> w.code().equals(code))) {
      assertThat(System.nanoTime()).as("no warning %s", code).isLessThan(limit);
      Thread.sleep(20);
    }
  }

  private MigrationProject project(
      DatabaseServer to,
      Consumer<FullOptions.Builder> options,
      Consumer<RetryOptions.Builder> retry) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(
                        f -> {
                          f.chunkRows(500);
                          options.accept(f);
                        }))
        .retry(retry)
        .listener(
            new MigrationListener() {
              @Override
              public void onWarning(WarningEvent event) {
                warnings.add(event);
              }
            })
        .build();
  }
}
