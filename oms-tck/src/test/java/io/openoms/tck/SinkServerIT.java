package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MySQL as a sink whose own rules refuse what a project makes: each is named, and no other. */
class SinkServerIT {

  private static final String WRITER = "oms_plain_writer";

  private final DatabaseServer from = Servers.mysql80().shared();
  private final DatabaseServer to =
      Servers.mysql97()
          .option("--sql-require-primary-key=ON")
          .option("--max-binlog-cache-size=1048576")
          .start();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String database = "";

  @BeforeEach
  void create() {
    database = from.createDatabase("rules");
    from.execute(
        "CREATE TABLE " + database + ".keyed (id INT PRIMARY KEY)",
        "CREATE TABLE " + database + ".loose (id INT)",
        "INSERT INTO " + database + ".keyed VALUES (1)");
    to.execute("CREATE USER " + WRITER, "GRANT " + Accounts.WRITES + " ON *.* TO " + WRITER);
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE " + database);
    to.close();
  }

  @Test
  void rulesAreNamedAndATableThatTheyRefuseFailsAlone() throws Exception {
    assertThat(found(Status.WARNING))
        .containsExactlyInAnyOrder("sql_require_primary_key", "max_binlog_cache_size");
    MigrationResult result = run();
    assertThat(result.objects())
        .filteredOn(object -> object.error().isPresent())
        .extracting(object -> object.source().name())
        .containsExactly("loose");
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      assertThat(TableChecksum.of(sink, database, "keyed"))
          .isEqualTo(TableChecksum.of(source, database, "keyed"));
    }
  }

  @Test
  void aReplicaAndAServerThatIsReadOnlyAreNamedAndNothingBegins() throws Exception {
    to.execute("CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 1");
    to.execute("GRANT REPLICATION CLIENT ON *.* TO " + WRITER, "SET GLOBAL read_only = 1");
    assertThat(found(Status.WARNING)).contains("replication");
    assertThat(found(Status.FAILED)).containsExactly("read_only");
    assertThat(run().error())
        .get()
        .extracting(MigrationException::code)
        .isEqualTo(EngineError.PRECHECK_FAILED);
    // Whom the server exempts is not refused, unless it refuses everybody.
    to.execute("GRANT CONNECTION_ADMIN ON *.* TO " + WRITER);
    assertThat(found(Status.FAILED)).isEmpty();
    to.execute("SET GLOBAL super_read_only = 1");
    assertThat(found(Status.FAILED)).containsExactly("read_only");
  }

  private List<String> found(Status status) {
    return project().precheck().items().stream()
        .filter(item -> item.check().equals("SINK_SERVER") && item.status() == status)
        .map(PrecheckItem::subject)
        .toList();
  }

  private MigrationResult run() throws InterruptedException {
    try (MigrationRun run = project().start(threads)) {
      return run.await();
    }
  }

  private MigrationProject project() {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(MySql.at(to.jdbcUrl()).credentials(WRITER, ""))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full())
        .build();
  }
}
