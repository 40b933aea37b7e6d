package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.SwitchoverReport;
import io.openoms.event.SwitchStepEvent;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application writes all the time, to whichever end decides; writes move to the sink, back, and to
 * the sink again. Nothing that it has committed is lost, and both ends are equal by plain SQL.
 */
class SwitchoverIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  static Stream<Arguments> pairs() {
    return Stream.of(
            Arguments.of(Servers.mysql97(), Servers.oceanBase()),
            Arguments.of(Servers.oceanBase(), Servers.mysql97()),
            Arguments.of(Servers.mysql80(), Servers.oceanBase()),
            Arguments.of(Servers.mariaDb(), Servers.oceanBase()))
        .limit(Rung.isThorough() ? 4 : 2);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anApplicationThatWritesAllTheTimeLosesNothing(
      ServerSpec from, ServerSpec to, @TempDir Path spool) throws Exception {
    DatabaseServer source = from.shared();
    DatabaseServer sink = to.shared();
    String database = TestedPair.newName("moved");
    createShop(source, database);
    ExecutorService threads = Executors.newCachedThreadPool();
    MigrationProject project = project(database, source, sink, spool);
    try (MovingApplication application = new MovingApplication(database, source, sink)) {
      application.writeTo(source);
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        for (int round = 0; round < 2; round++) {
          Thread.sleep(500);
          moved(run.switchover().execute(() -> {}));
          application.writeTo(sink);
          Thread.sleep(700);
          moved(run.switchover().back(application::rest));
          application.writeTo(source);
        }
        Thread.sleep(300);
        moved(run.switchover().execute(() -> {}));
        application.writeTo(sink);
      }
      try (MigrationRun run = project.start(threads)) {
        Thread.sleep(500);
        application.rest();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertThat(run.switchover().direction()).isEqualTo(Direction.REVERSE);
        assertEqual(source, sink, database);
        assertThat(placedAt(sink, database)).isEqualTo(application.placed());
        assertThat(run.verification().run().inconsistent()).isEmpty();
      }
      assertThat(application.refused()).as("frozen ends refuse writes").isPositive();
      assertThat(count(sink, "information_schema.table_constraints WHERE table_schema = '"
              + database + "' AND constraint_type = 'FOREIGN KEY'"))
          .as("foreign keys are at the sink")
          .isEqualTo(1);
    } finally {
      project.release();
      threads.shutdownNow();
      drop(source, database);
      drop(sink, database);
    }
  }

  private static void moved(SwitchoverReport report) {
    assertThat(report.error().map(Throwable::getMessage)).isEmpty();
    assertThat(report.switched()).isTrue();
    System.out.println("without writes: " + report.from() + " " + report.withoutWrites());
    report.steps().forEach(s -> System.out.println("  " + s.step() + " " + Duration.between(s.began().get(), s.ended().get()).toMillis() + " " + s.detail()));
  }

  private static MigrationProject project(
      String database, DatabaseServer source, DatabaseServer sink, Path spool) {
    return MigrationProject.builder(database)
        .source(SwitchAccounts.end(source))
        .sink(SwitchAccounts.end(sink))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool))
                    .switchover()
                    .reverseIncremental())
        .listener(
            new MigrationListener() {
              @Override
              public void onSwitchStep(SwitchStepEvent event) {}
            })
        .build();
  }

  private static void createShop(DatabaseServer server, String database) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".orders (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
            + " customer VARCHAR(40) NOT NULL, amount INT NOT NULL, KEY (customer))",
        "CREATE TABLE " + database + ".item (order_id BIGINT NOT NULL, line INT NOT NULL,"
            + " what VARCHAR(20), PRIMARY KEY (order_id, line), CONSTRAINT fk_" + database
            + " FOREIGN KEY (order_id) REFERENCES " + database + ".orders (id))",
        "CREATE TABLE " + database + ".stock (id INT PRIMARY KEY, sold BIGINT NOT NULL)",
        "INSERT INTO " + database + ".stock VALUES (0,0),(1,0),(2,0),(3,0),(4,0),(5,0),(6,0)");
  }

  private static void assertEqual(DatabaseServer source, DatabaseServer sink, String database)
      throws SQLException {
    SqlComparison comparison = new SqlComparison(source, sink, database);
    comparison.assertSameRows("orders", "id, customer, amount");
    comparison.assertSameRows("item", "order_id, line, what");
    comparison.assertSameRows("stock", "id, sold");
  }

  private static Set<MovingApplication.Placed> placedAt(DatabaseServer server, String database)
      throws SQLException {
    Set<MovingApplication.Placed> placed = new HashSet<>();
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT id, customer FROM " + database + ".orders")) {
      while (rows.next()) {
        placed.add(new MovingApplication.Placed(rows.getLong(1), rows.getString(2)));
      }
    }
    return placed;
  }

  private static long count(DatabaseServer server, String from) throws SQLException {
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT COUNT(*) FROM " + from)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void drop(DatabaseServer server, String database) {
    if (server.version().startsWith("8.") || server.version().startsWith("9.")) {
      server.execute("SET GLOBAL super_read_only = 0");
    }
    server.execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + database);
  }
}
