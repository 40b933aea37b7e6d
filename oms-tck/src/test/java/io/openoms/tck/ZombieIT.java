package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine is stopped (SIGSTOP) at a random moment under the workload, another one takes the
 * project over and catches up, and the first one wakes: it stops by name and has written nothing,
 * by the commit versions of all rows. Seeded by {@code -Dopenoms.seed}, as often as {@code
 * -Dopenoms.campaign.zombies} says.
 */
@Thorough
class ZombieIT {

  private static final int TIMES = Integer.getInteger("openoms.campaign.zombies", 1);
  private static final long SEED = Seed.ofTheDay();

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();

  @RegisterExtension private final TestDatabase database = new TestDatabase("zombie", from, to);
  private final Random random = new Random(SEED);

  @TempDir private Path directory;

  @Test
  void whatWakesAfterATakeoverWritesNothing() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      database.begin();
      takeOver(directory.resolve("spool" + i), random.nextInt(12_000));
    }
  }

  private void takeOver(Path spool, long millis) throws Exception {
    WorkloadOptions options =
        WorkloadOptions.of(SEED, Feature.of(from)).withRate(60).withLarge(900, 40);
    FollowProcess engine = new FollowProcess(database.name(), from, to, spool);
    Path error = directory.resolve("error");
    Process first = null;
    try (Workload workload = new Workload(from, database.name(), options)) {
      workload.create();
      workload.start();
      first = engine.start(FollowProcess.ENDLESS, "-Dopenoms.error=" + error);
      awaitDatabase();
      Thread.sleep(millis);
      signal("STOP", first);
      assertThat(first.isAlive()).isTrue();
      Process second = engine.start();
      Thread.sleep(2_000);
      workload.stop();
      assertThat(FollowProcess.exit(second)).as("the exit of the second engine").isZero();
      // It may have caught up before the writers ended.
      assertThat(FollowProcess.exit(engine.start())).as("the exit of the third").isZero();
      workload.assertEqual(to);
      Map<String, String> before = versions(workload.tables());

      signal("CONT", first);

      assertThat(FollowProcess.exit(first)).isEqualTo(1);
      // Sleepers' connections may be lost, which they notice first.
      assertThat(error).content().containsPattern("STATE_FENCED|CONNECTION_");
      assertThat(versions(workload.tables())).isEqualTo(before);
      workload.assertEqual(to);
    } finally {
      if (first != null) {
        first.destroyForcibly().waitFor();
      }
    }
  }

  /** From then on the project is the engine's. */
  private void awaitDatabase() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .untilAsserted(() -> to.execute("USE " + database.name()));
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Number and latest commit version of the rows of each table, those of the state too. */
  private Map<String, String> versions(List<String> tables) throws SQLException {
    Map<String, String> versions = new TreeMap<>();
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement()) {
      List<String> all =
          new ArrayList<>(tables.stream().map(t -> database.name() + "." + t).toList());
      try (ResultSet rows = statement.executeQuery("SHOW TABLES FROM oms_state")) {
        while (rows.next()) {
          all.add("oms_state." + rows.getString(1));
        }
      }
      for (String table : all) {
        try (ResultSet rows =
            statement.executeQuery("SELECT COUNT(*), MAX(ORA_ROWSCN) FROM " + table)) {
          rows.next();
          versions.put(table, rows.getString(1) + " rows, version " + rows.getString(2));
        }
      }
    }
    assertThat(versions).hasSizeGreaterThan(tables.size() + 3);
    return versions;
  }
}
