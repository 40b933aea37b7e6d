package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictRule;
import io.openoms.MigrationRun;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two applications give the same mail address to rows with different keys, each at its own end. One
 * of them stays, at both ends, by plain SQL.
 */
class UniqueConflictsIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String ALL = "id, mail, changed";

  static Stream<Arguments> pairs() {
    return Stream.of(
            Arguments.of(Servers.mysql97(), Servers.oceanBase()),
            Arguments.of(Servers.oceanBase(), Servers.mysql80()),
            Arguments.of(Servers.mariaDb(), Servers.oceanBase()))
        .limit(Rung.isThorough() ? 3 : 1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneOfTheRowsStays(ServerSpec from, ServerSpec to, @TempDir Path spool) throws Exception {
    ConflictRule latest = ConflictRule.latest("changed");
    try (TwoShops shops = new TwoShops(from.shared(), to.shared(), spool, latest)) {
      shops.source.execute(
          "CREATE TABLE "
              + shops.table("customer")
              + " (id INT AUTO_INCREMENT PRIMARY KEY, mail VARCHAR(60) COLLATE utf8mb4_general_ci,"
              + " changed DATETIME(6) NOT NULL, UNIQUE KEY uk_mail (mail))",
          "INSERT INTO "
              + shops.table("customer")
              + " (id, mail, changed) VALUES (1, 'old@x', '2026-01-01'), (2, NULL, '2026-01-01'),"
              + " (4, 'y', '2026-01-01'), (5, 'z', '2026-01-01')");
      try (MigrationRun run = shops.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      }
      // New at both ends; equal for the collation alone; moved to rows that both ends have.
      add(shops, shops.source, 101, "a@x", "2030-01-01");
      add(shops, shops.sink, 102, "a@x", "2030-01-02");
      add(shops, shops.source, 103, "B@x", "2030-01-02");
      add(shops, shops.sink, 104, "b@x", "2030-01-01");
      add(shops, shops.source, 105, "c@x", "2030-01-02");
      move(shops, shops.sink, 2, "c@x", "2030-01-01");
      swap(shops, shops.sink);
      add(shops, shops.source, 107, "d@x", "2030-01-01");
      try (MigrationRun run = shops.start()) {
        awaitEqual(shops);
        assertThat(run.result()).isEmpty();
        assertThat(shops.rows(shops.source, "customer", "id, mail"))
            .isEqualTo("1|old@x|\n2|null|\n4|z|\n5|y|\n102|a@x|\n103|B@x|\n105|c@x|\n107|d@x|\n");
        CompletableFuture<Void> other =
            CompletableFuture.runAsync(() -> fight(shops, shops.sink, 2));
        fight(shops, shops.source, 1);
        other.join();
        awaitEqual(shops);
        run.finishIncremental();
        assertThat(run.await().error().map(Throwable::getMessage)).isEmpty();
      }
      assertThat(shops.rows(shops.sink, "customer", ALL))
          .isEqualTo(shops.rows(shops.source, "customer", ALL));
      assertThat(conflicts(shops)).isGreaterThanOrEqualTo(6);
    }
  }

  private static void add(TwoShops shops, DatabaseServer end, int id, String mail, String changed) {
    end.execute(
        "INSERT INTO %s VALUES (%d, '%s', '%s')"
            .formatted(shops.table("customer"), id, mail, changed));
  }

  private static void move(
      TwoShops shops, DatabaseServer end, int id, String mail, String changed) {
    end.execute(
        "UPDATE %s SET mail = '%s', changed = '%s' WHERE id = %d"
            .formatted(shops.table("customer"), mail, changed, id));
  }

  /** Without a conflict: two rows exchange their values. */
  private static void swap(TwoShops shops, DatabaseServer end) {
    move(shops, end, 4, "free", "2030-01-01");
    move(shops, end, 5, "y", "2030-01-01");
    move(shops, end, 4, "z", "2030-01-01");
  }

  private static void awaitEqual(TwoShops shops) {
    Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(shops.rows(shops.sink, "customer", ALL))
                    .isEqualTo(shops.rows(shops.source, "customer", ALL)));
  }

  /** Gives few addresses to few rows, as far as the end lets it. */
  private static void fight(TwoShops shops, DatabaseServer end, long seed) {
    Random random = new Random(seed);
    try (Connection connection = end.connect();
        Statement sql = connection.createStatement()) {
      for (int i = 0; i < 40; i++) {
        int id = 201 + random.nextInt(4);
        String mail = "m" + random.nextInt(3);
        TwoShops.written(
            sql,
            random.nextInt(4) == 0
                ? "DELETE FROM " + shops.table("customer") + " WHERE id = " + id
                : "REPLACE INTO "
                    + shops.table("customer")
                    + " VALUES ("
                    + id
                    + ", '"
                    + mail
                    + "', NOW(6))");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long conflicts(TwoShops shops) {
    return shops.project(end -> end).status().orElseThrow().bothWays().orElseThrow().conflicts();
  }
}
