package io.openoms.dialect.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Statements that OceanBase alone has, as its Binlog Service may log them: what may concern a table
 * named {@code t} is found, and what concerns none is passed over or stops.
 */
class LoggedOceanBaseStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE t ADD COLUMN c INT TABLEGROUP = 'g'",
        "ALTER TABLE `t` ADD INDEX i (c) GLOBAL STORING (d)",
        "CREATE INDEX i ON t (c) LOCAL STORING (d) BLOCK_SIZE 16384",
        "ALTER TABLE t SET PRIMARY_ZONE = 'z1'",
        "ALTER TABLE t ALTER COLUMN GROUP (each column)",
        "ALTER TABLEGROUP g ADD other, t",
        "CREATE TABLE t (id INT PRIMARY KEY) COMPRESSION = 'zstd_1.3.8' REPLICA_NUM = 1",
        "TRUNCATE TABLE t",
        "DROP TABLE t PURGE",
        "FLASHBACK TABLE __recycle_$_1_2 TO BEFORE DROP RENAME TO t",
      })
  void whatMayConcernATableIsFound(String sql) {
    LoggedStatement statement = LoggedStatement.read(sql);

    assertThat(statement.kind())
        .isIn(LoggedStatement.Kind.DEFINITION, LoggedStatement.Kind.UNKNOWN);
    assertThat(statement.names())
        .contains(new LoggedStatement.Name(Optional.empty(), Optional.of("t")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PURGE RECYCLEBIN",
        "PURGE TABLE __recycle_$_1_2",
        "CREATE SEQUENCE s",
        "ALTER RESOURCE UNIT u MAX_CPU = 2",
        "GRANT SELECT ON t TO u",
      })
  void whatChangesNoTableIsHarmless(String sql) {
    assertThat(LoggedStatement.read(sql))
        .isEqualTo(new LoggedStatement(LoggedStatement.Kind.HARMLESS, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"CREATE TABLEGROUP g SHARDING = 'NONE'", "CREATE OUTLINE o ON SELECT 1"})
  void whatOnlyNamesOthersConcernsNoTable(String sql) {
    LoggedStatement statement = LoggedStatement.read(sql);

    assertThat(statement.kind()).isEqualTo(LoggedStatement.Kind.DEFINITION);
    assertThat(statement.names())
        .doesNotContain(new LoggedStatement.Name(Optional.empty(), Optional.of("t")));
  }
}
