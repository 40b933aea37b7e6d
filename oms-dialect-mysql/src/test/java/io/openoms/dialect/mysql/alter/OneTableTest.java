package io.openoms.dialect.mysql.alter;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's own statement changes the one table, or is refused. */
class OneTableTest {

  private static final ObjectName TABLE = new ObjectName("shop", "item");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE shop.item ADD a INT",
        "alter table `shop`.`item` drop a, rename column b to c, rename index i to j;",
        "ALTER TABLE shop.item ADD PARTITION (PARTITION p VALUES LESS THAN (3))",
        "ALTER TABLE shop.item COMMENT 'rename to x; exchange'",
        "CREATE UNIQUE INDEX i ON shop.item (a)",
        "CREATE INDEX i USING BTREE ON shop.item (a)",
        "DROP INDEX i ON shop.item"
      })
  void takes(String sql) {
    assertThat(OneTable.fault(sql, TABLE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE shop.other ADD a INT | not shop.item",
        "ALTER TABLE Shop.item ADD a INT | not shop.item",
        "ALTER TABLE item ADD a INT | takes its database",
        "ALTER TABLE shop.item RENAME TO shop.other | another table",
        "ALTER TABLE shop.item ADD a INT, RENAME other | another table",
        "ALTER TABLE shop.item EXCHANGE PARTITION p WITH TABLE shop.other | another table",
        "ALTER TABLE shop.item ADD FOREIGN KEY (a) REFERENCES other (b) | another table",
        "ALTER TABLE shop.item DISCARD TABLESPACE | another table",
        "ALTER TABLE shop.item ADD a INT; DROP TABLE shop.other | more than one",
        "DROP TABLE shop.item | takes an ALTER TABLE",
        "DELETE FROM shop.item | takes an ALTER TABLE",
        "CREATE TABLE shop.item (a INT) | cannot be read",
        "DROP INDEX i ON shop.other | not shop.item",
        "ALTER TABLE shop.item ADD a VARCHAR(9) DEFAULT 'x | not"
      })
  void refuses(String sql, String why) {
    assertThat(OneTable.fault(sql, TABLE)).hasValueSatisfying(f -> assertThat(f).contains(why));
  }
}
