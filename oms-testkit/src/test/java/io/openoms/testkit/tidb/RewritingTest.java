package io.openoms.testkit.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewritingTest {

  private final OwnVariables globals = OwnVariables.global(TiDbStandIn.VERSION);
  private final Rewriting session = session(false);

  /** No statement here is answered by the server. */
  private Rewriting session(boolean comparesBytes) {
    DatabaseServer none =
        (DatabaseServer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DatabaseServer.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method);
                });
    return new Rewriting(
        globals, new ShownTables(none, comparesBytes), () -> 42, () -> 1, comparesBytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT 'VERSION()', VERSION() | SELECT 'VERSION()', '8.0.11-TiDB-v8.5.1'",
        "SELECT @@SESSION.tidb_snapshot, @@autocommit | SELECT '', @@autocommit",
        "SELECT @@tidb_current_ts | SELECT 0",
        "SET SESSION tidb_snapshot = '' | DO 0",
        "SET SESSION sql_mode = 'A,B', SESSION tidb_snapshot = '' | SET SESSION sql_mode = 'A,B'",
        "INSERT INTO t VALUES ('@@tidb_current_ts') | INSERT INTO t VALUES ('@@tidb_current_ts')",
      })
  void wordsOfTiDbAreAnsweredAndTextsAreNot(String sql, String sent) {
    assertThat(session.refusal(sql)).isEmpty();
    assertThat(session.of(sql)).isEqualTo(sent);
  }

  @Test
  void aTransactionsTimestampEndsWithIt() {
    session.started(7);
    assertThat(session.of("SELECT @@tidb_current_ts")).isEqualTo("SELECT 7");
    assertThat(session.of("COMMIT")).isEqualTo("COMMIT");
    assertThat(session.of("SELECT @@tidb_current_ts")).isEqualTo("SELECT 0");
  }

  @Test
  void sessionsHaveValuesOfTheirOwn() {
    session.of("SET SESSION tidb_mem_quota_query = 5");
    session.of("SET GLOBAL tidb_gc_max_wait_time = 9");
    assertThat(session.of("SELECT @@tidb_mem_quota_query")).isEqualTo("SELECT '5'");
    assertThat(session.of("SELECT @@global.tidb_gc_max_wait_time")).isEqualTo("SELECT '9'");
    assertThat(session(false).of("SELECT @@tidb_mem_quota_query")).isEqualTo("SELECT '1073741824'");
    assertThat(session(false).of("SELECT @@tidb_gc_max_wait_time")).isEqualTo("SELECT '9'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 FROM t LOCK IN SHARE MODE | 1235",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY | 1064",
        "FLUSH TABLES a, b WITH READ LOCK | 1105",
        "SELECT HEX(POINT(1,2)) | 1305",
        "SELECT _tidb_rowid FROM t | 1054",
        "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW SET @x = 1 | 1064",
        "SELECT @@global.gtid_executed | 1193",
      })
  void whatTiDbLacksIsRefused(String sql, int number) {
    assertThat(session.refusal(sql)).map(Refusal::number).contains(number);
  }

  @Test
  void thePastIsNotRead() {
    session.of("SET SESSION tidb_snapshot = '2020-01-01'");
    assertThat(session.refusal("SELECT * FROM t")).map(Refusal::number).contains(9006);
    assertThat(session.refusal("SELECT @@tidb_snapshot")).isEmpty();
    session.of("SET SESSION tidb_snapshot = ''");
    assertThat(session.refusal("SELECT * FROM t")).isEmpty();
  }

  @Test
  void aClusterThatComparesBytesTakesNoOtherCollation() {
    assertThat(session(true).of("SELECT 'a' COLLATE utf8mb4_general_ci = 'utf8mb4_general_ci'"))
        .isEqualTo("SELECT 'a' COLLATE utf8mb4_bin = 'utf8mb4_general_ci'");
  }
}
