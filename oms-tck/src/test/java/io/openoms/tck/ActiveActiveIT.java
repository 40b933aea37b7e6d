package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openoms.ConflictRule;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.RunState;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.core.error.EngineError;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two applications write at two ends at the same time. Both ends become equal by plain SQL, nothing
 * comes back, and a project whose applications are at rest is silent.
 */
class ActiveActiveIT {

  private static final long SEED = Seed.ofTheDay();

  private static final Duration LONG = Duration.ofMinutes(4);

  static Stream<Arguments> pairs() {
    return Stream.of(
            Arguments.of(Servers.mysql97(), Servers.oceanBase()),
            Arguments.of(Servers.oceanBase(), Servers.mysql80()),
            Arguments.of(Servers.mariaDb(), Servers.oceanBase()))
        .limit(Rung.isThorough() ? 3 : 1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothEndsAreWrittenTo(ServerSpec from, ServerSpec to, @TempDir Path spool) throws Exception {
    try (TwoShops shops = new TwoShops(from.shared(), to.shared(), spool, ConflictRule.stop())) {
      try (MigrationRun run = shops.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        Thread other = new Thread(() -> trade(shops, 30));
        other.start();
        shops.trade(shops.source, 30);
        VerificationReport beside = run.verification().run(v -> v.patience(Duration.ofMillis(500)));
        other.join();
        assertNoDifference(beside);
        shops.awaitEqual();
        assertDifferencesAreFound(shops, run);
        assertThat(shops.number(shops.sink, "SELECT COUNT(*) FROM " + shops.table("orders")))
            .isEqualTo(60);
        assertSilent(shops);
      }
      // While no engine runs, both ends go on.
      shops.trade(shops.source, 5);
      shops.trade(shops.sink, 5);
      assertThat(shops.number(shops.sink, "SELECT COUNT(*) FROM " + shops.table("orders")))
          .isEqualTo(65);
      try (MigrationRun run = shops.start()) {
        shops.awaitEqual();
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.state()).as("%s", result.error()).isEqualTo(RunState.COMPLETED);
      }
      shops.project(end -> end).release();
      assertThat(shops.triggers(shops.source) + shops.triggers(shops.sink)).isZero();
    }
  }

  private static void assertNoDifference(VerificationReport report) {
    assertThat(report.tables()).hasSize(2);
    for (TableVerification table : report.tables()) {
      assertThat(table.differences()).as("%s", table).isZero();
      assertThat(table.error()).isEmpty();
    }
  }

  /** A row is changed so that no log tells of it, and back. */
  private static void assertDifferencesAreFound(TwoShops shops, MigrationRun run)
      throws InterruptedException {
    DatabaseServer silent =
        shops.source.version().contains("OceanBase") ? shops.sink : shops.source;
    String change = "UPDATE " + shops.table("stock") + " SET note = %s WHERE id = 5";
    silent.execute("SET sql_log_bin = 0", change.formatted("'other'"));
    VerificationReport report = run.verification().run(v -> {});
    assertThat(report.inconsistent())
        .extracting(table -> table.target().name(), TableVerification::different)
        .containsExactly(tuple("stock", 1L));
    silent.execute("SET sql_log_bin = 0", change.formatted("'y'"));
    assertThat(run.verification().run(v -> {}).inconsistent()).isEmpty();
  }

  private static void trade(TwoShops shops, int times) {
    try {
      shops.trade(shops.sink, times);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each direction has captured what its own application wrote, and nothing for some seconds. */
  private static void assertSilent(TwoShops shops) throws InterruptedException {
    Thread.sleep(1_500);
    long forward = shops.figures.get(Phase.INCREMENTAL).capturedChanges();
    long reverse = shops.figures.get(Phase.REVERSE_INCREMENTAL).capturedChanges();
    // Two orders, one of them deleted and the other changed, and the stock.
    assertThat(forward).isEqualTo(30 * 5);
    assertThat(reverse).isEqualTo(30 * 5);
    Thread.sleep(2_500);
    assertThat(shops.figures.get(Phase.INCREMENTAL).capturedChanges()).isEqualTo(forward);
    assertThat(shops.figures.get(Phase.REVERSE_INCREMENTAL).capturedChanges()).isEqualTo(reverse);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aConflictStopsByNameAndTheSameNumbersAreRefused(
      ServerSpec from, ServerSpec to, @TempDir Path spool) throws Exception {
    try (TwoShops shops = new TwoShops(from.shared(), to.shared(), spool, ConflictRule.stop())) {
      shops.sink.execute("SET GLOBAL auto_increment_offset = 1");
      assertThatThrownBy(() -> shops.start().await().orThrow())
          .hasMessageContaining(EngineError.PRECHECK_FAILED.name())
          .hasMessageContaining("both ends may give the same number")
          .hasMessageContaining(shops.table("orders"));
      shops.sink.execute("SET GLOBAL auto_increment_offset = 2");
      try (MigrationRun run = shops.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      }
      shops.source.execute("UPDATE " + shops.table("stock") + " SET sold = 11 WHERE id = 4");
      shops.sink.execute("UPDATE " + shops.table("stock") + " SET sold = 12 WHERE id = 4");
      try (MigrationRun run = shops.start()) {
        MigrationResult result = run.await();
        assertThat(result.error().orElseThrow().code()).isEqualTo(EngineError.ROWS_CONFLICT);
        assertThat(result.error().orElseThrow().getMessage()).contains("stock").contains("id = 4");
      }
      assertThat(
              shops.number(
                  shops.source, "SELECT sold FROM " + shops.table("stock") + " WHERE id = 4"))
          .isEqualTo(11);
      assertThat(
              shops.number(
                  shops.sink, "SELECT sold FROM " + shops.table("stock") + " WHERE id = 4"))
          .isEqualTo(12);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void rowsThatBothEndsChangeHaveTheSameWinner(ServerSpec from, ServerSpec to, @TempDir Path spool)
      throws Exception {
    ConflictRule latest = ConflictRule.latest("changed");
    try (TwoShops shops = new TwoShops(from.shared(), to.shared(), spool, latest)) {
      try (MigrationRun run = shops.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        Thread other = new Thread(() -> fight(shops));
        other.start();
        shops.fight(shops.source, SEED, 60);
        other.join();
        shops.awaitEqual();
        assertThat(run.result()).isEmpty();
      }
      assertThat(conflicts(shops)).isPositive();
      write(shops, shops.source, 3, 31, "2030-01-01");
      write(shops, shops.sink, 3, 32, "2030-01-02");
      write(shops, shops.source, 4, 41, "2030-01-02");
      write(shops, shops.sink, 4, 42, "2030-01-01");
      shops.source.execute("DELETE FROM " + shops.table("stock") + " WHERE id = 1");
      write(shops, shops.sink, 1, 12, "2030-01-01");
      try (MigrationRun run = shops.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        shops.awaitEqual();
        run.finishIncremental();
        assertThat(run.await().error().map(Throwable::getMessage)).isEmpty();
      }
      shops.assertEqual();
      assertThat(sold(shops, 3)).isEqualTo(32);
      assertThat(sold(shops, 4)).isEqualTo(41);
      assertThat(sold(shops, 1)).isEqualTo(12);
    }
  }

  private static void fight(TwoShops shops) {
    try {
      shops.fight(shops.sink, SEED + 1, 60);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(TwoShops shops, DatabaseServer end, int id, int sold, String changed) {
    end.execute(
        "REPLACE INTO "
            + shops.table("stock")
            + " VALUES ("
            + id
            + ", "
            + sold
            + ", '', '"
            + changed
            + "')");
  }

  private static long sold(TwoShops shops, int id) throws SQLException {
    return shops.number(
        shops.source, "SELECT sold FROM " + shops.table("stock") + " WHERE id = " + id);
  }

  private static long conflicts(TwoShops shops) {
    return shops.project(end -> end).status().orElseThrow().bothWays().orElseThrow().conflicts();
  }
}
