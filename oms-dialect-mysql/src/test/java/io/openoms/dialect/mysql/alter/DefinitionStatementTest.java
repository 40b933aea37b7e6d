package io.openoms.dialect.mysql.alter;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.data.TableEffect.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, what changes nothing, and where columns came from. */
class DefinitionStatementTest {

  private static final TableDefinition TABLE =
      CreateTableParser.parse(
          "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(9), c INT UNSIGNED NOT NULL,"
              + " e ENUM('x','y'), g INT AS (a + 1), KEY by_a (a), KEY ab (a, b))"
              + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin",
          "shop");

  private static TableEffect effect(String sql) {
    return DefinitionStatement.of(
        sql, "shop", TABLE, name -> name.equals(new ObjectName("shop", "t")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE t MODIFY b VARCHAR(8) | may change its values",
        "ALTER TABLE t MODIFY b CHAR(20) | may change its values",
        "ALTER TABLE t MODIFY a INT UNSIGNED | may change its values",
        "ALTER TABLE t MODIFY c INT | may change its values",
        "ALTER TABLE t MODIFY a VARCHAR(20) | may change its values",
        "ALTER TABLE t MODIFY e ENUM('y','x') | may change its values",
        "ALTER TABLE t MODIFY b VARCHAR(9) CHARACTER SET latin1 | may lack some of its characters",
        "ALTER TABLE t MODIFY g INT | generated",
        "ALTER TABLE t MODIFY g INT AS (a + 2) | may change its values",
        "ALTER TABLE t ADD n INT AUTO_INCREMENT UNIQUE | depend on their order",
        "ALTER TABLE t ADD n DATETIME DEFAULT NOW() | by the time of a session",
        "ALTER TABLE t ADD n TIMESTAMP | says neither NULL nor NOT NULL",
        "ALTER TABLE t ADD n TIMESTAMP(3) NULL DEFAULT NOW(3) | by the time of a session",
        "ALTER TABLE t ADD n VARCHAR(36) DEFAULT (uuid()) | row by row",
        "ALTER TABLE t ADD n DATE NOT NULL | NOT NULL and has no default",
        "ALTER TABLE t RENAME COLUMN a TO x | an expression of the table names it",
        "ALTER TABLE t RENAME COLUMN id TO b | two of the column b",
        "ALTER TABLE t ADD CHECK (a > 1) | a CHECK without a name",
        "ALTER TABLE t CONVERT TO CHARACTER SET latin1 | may lack some of its characters",
        "ALTER TABLE t CONVERT TO CHARACTER SET DEFAULT | the session decides",
        "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4, ADD z INT | at once",
        "ALTER TABLE t ORDER BY a | not followed",
        "ALTER IGNORE TABLE t ADD UNIQUE (a) | removes rows",
        "ALTER TABLE t ADD PARTITION (PARTITION p VALUES LESS THAN (5)) | no partitions",
        "ALTER TABLE t PARTITION BY RANGE (id) (PARTITION p VALUES LESS THAN (5 + 5)) | computed",
        "ALTER TABLE t PARTITION BY RANGE (id) (PARTITION p VALUES LESS THAN (NOW())) | computed",
        "ALTER TABLE t DROP PARTITION IF EXISTS p | if it exists",
        "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u | partitions",
        "ALTER TABLE t DROP COLUMN nothing | no column nothing",
        "ALTER TABLE t DROP INDEX nothing | no index nothing",
        "ALTER TABLE t ADD n INT FROBNICATED | not understood",
        "ALTER TABLE t FROBNICATE | not understood",
        "ALTER TABLE t ENGINE=BLACKHOLE | do not stay with the engine BLACKHOLE",
        "ALTER TABLE t COMMENT 'x' ENGINE `MERGE` UNION=(u) | do not stay with the engine MERGE",
        "ALTER TABLE t ADD n INT DEFAULT 'x | not understood",
        "CREATE OR REPLACE INDEX i ON t (a) | replaced"
      })
  void whatIsNotCertainIsRefused(String sql, String reason) {
    TableEffect effect = effect(sql);
    assertThat(effect.kind()).as("%s: %s", sql, effect.reason()).isEqualTo(Kind.REFUSED);
    assertThat(effect.reason()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ENGINE=InnoDB, ROW_FORMAT = DYNAMIC KEY_BLOCK_SIZE 8",
        "ALTER TABLE t AUTO_INCREMENT = 50",
        "ALTER TABLE t ENGINE 'MyISAM'",
        "ALTER TABLE shop.t FORCE",
        "ALTER TABLE `t` DISABLE KEYS;",
        "ALTER TABLE t MODIFY a INT, ALGORITHM=INPLACE, LOCK=NONE",
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT",
        "ALTER TABLE t DROP COLUMN IF EXISTS nothing",
        "TRUNCATE TABLE other.t",
        "DROP TABLE other.t, u",
        "DROP DATABASE other",
        "RENAME TABLE t TO u, u TO t",
        "RENAME TABLE u TO v"
      })
  void whatChangesNoDefinitionIsPassedOver(String sql) {
    TableEffect effect = effect(sql);
    assertThat(effect.kind()).as("%s: %s", sql, effect.reason()).isEqualTo(Kind.NONE);
  }

  /** Nothing may be decided of it: rows under the name may be another table's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RENAME TABLE t TO u, v TO t | another table takes its name",
        "RENAME TABLE t TO u, v TO shop.t | another table takes its name",
        "RENAME TABLE v TO t | another table takes its name",
        "ALTER TABLE t RENAME TO u, ADD n INT | at once",
        "ALTER TABLE u EXCHANGE PARTITION p WITH TABLE t | together with it",
        "ALTER TABLE u CONVERT TABLE t TO PARTITION p VALUES LESS THAN (5) | together with it",
        "CREATE TABLE t (id INT) | not followed",
        "CREATE OR REPLACE TABLE t (id INT) | not followed",
        "DROP VIEW t | not followed",
        "SET STATEMENT max_statement_time = 9 FOR ALTER TABLE t ADD n INT | not followed"
      })
  void anotherTableMayHaveItsName(String sql, String reason) {
    TableEffect effect = effect(sql);
    assertThat(effect.kind()).as("%s: %s", sql, effect.reason()).isEqualTo(Kind.REPLACED);
    assertThat(effect.reason()).contains(reason);
  }

  /** One that goes on under another name is still there; one that was removed is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RENAME TABLE t TO u, v TO t | shop.u | shop.v",
        "RENAME TABLE t TO x, v TO t, x TO v | shop.v | shop.v",
        "RENAME TABLE v TO y, t TO v, w TO t, y TO w | shop.v | shop.w",
        "RENAME TABLE v TO t | |"
      })
  void whatTakesItsPlaceIsTold(String sql, String name, String takenBy) {
    TableEffect effect = effect(sql);
    assertThat(effect.renamed().map(Object::toString)).isEqualTo(Optional.ofNullable(name));
    assertThat(effect.takenBy().map(Object::toString)).isEqualTo(Optional.ofNullable(takenBy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RENAME TABLE t TO u | shop.u",
        "RENAME TABLE x TO y, `shop`.`t` TO other.t, other.t TO other.u | other.u",
        "RENAME TABLE IF EXISTS t WAIT 5 TO u | shop.u",
        "ALTER TABLE t RENAME u | shop.u",
        "ALTER TABLE t RENAME AS other.u | other.u",
        "ALTER TABLE t RENAME = u; | shop.u"
      })
  void itsNewNameIsTold(String sql, String name) {
    TableEffect effect = effect(sql);
    assertThat(effect.kind()).as("%s: %s", sql, effect.reason()).isEqualTo(Kind.RENAMED);
    assertThat(effect.renamed()).hasValueSatisfying(to -> assertThat(to).hasToString(name));
  }

  @Test
  void itsDatabaseIsDroppedWithIt() {
    assertThat(effect("DROP DATABASE IF EXISTS shop").kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void columnsKeepTheirOriginsAndPlaces() {
    TableEffect effect =
        effect("ALTER TABLE t CHANGE b a2 VARCHAR(20) FIRST, DROP e, ADD b INT AFTER id");

    assertThat(effect.after().orElseThrow().columns())
        .extracting(ColumnDefinition::name)
        .containsExactly("a2", "id", "b", "a", "c", "g");
    assertThat(effect.origins())
        .isEqualTo(Map.of("a2", "b", "id", "id", "a", "a", "c", "c", "g", "g"));
    assertThat(effect.after().get().indexes().get(2).parts())
        .extracting(part -> part.column().orElseThrow())
        .containsExactly("a", "a2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE t",
        "DROP TABLE `shop`.`t` /* generated by server */",
        "DROP TABLES IF EXISTS other.t, u, t CASCADE"
      })
  void theTableGoes(String sql) {
    assertThat(effect(sql).kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void allRowsGo() {
    assertThat(effect("TRUNCATE shop.t").kind()).isEqualTo(Kind.EMPTIED);
  }
}
