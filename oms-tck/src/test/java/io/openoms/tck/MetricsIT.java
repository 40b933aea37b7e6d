package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.micrometer.MigrationMetrics;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of a run that copies and follows tell what was done at the source. */
@WithServers
class MetricsIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = TestedPair.newName("metrics");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @TempDir Path spool;

  MetricsIT(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void copiedRowsAndAppliedChangesAreCounted() throws Exception {
    String table = database + ".t";
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + table + " (id INT PRIMARY KEY, v INT)",
        "INSERT INTO " + table + " VALUES (1, 1), (2, 2), (3, 3)");
    try (MigrationRun run = project().start(threads)) {
      awaitValue("openoms.rows", 3);
      from.execute(
          "INSERT INTO " + table + " VALUES (4, 4), (5, 5)",
          "UPDATE " + table + " SET v = v + 10 WHERE id < 5",
          "DELETE FROM " + table + " WHERE id = 1");

      assertThat(run.awaitCaughtUp(LONG)).isTrue();

      Awaitility.await().atMost(LONG).until(() -> applied("delete") == 1);
      assertThat(applied("insert")).isEqualTo(2);
      assertThat(applied("update")).isEqualTo(4);
      assertThat(registry.get("openoms.captured").counter().count()).isEqualTo(7);
      assertThat(registry.get("openoms.lag").gauge().value()).isBetween(0.0, 60.0);
      assertThat(registry.get("openoms.spool").gauge().value()).isNotNegative();
    }
  }

  private MigrationProject project() {
    return Pairs.project(database, from, to)
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
        .listener(new MigrationMetrics(database, registry))
        .build();
  }

  private void awaitValue(String gauge, double value) {
    Awaitility.await().atMost(LONG).until(() -> registry.get(gauge).gauge().value() == value);
  }

  private double applied(String kind) {
    return registry
        .find("openoms.applied")
        .tags("project", database, "table", database + ".t", "kind", kind)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
