package io.openoms.tidb.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.data.TableEffect.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangefeedDefinitionsTest {

  private static final ObjectName NAME = new ObjectName("shop", "Orders");
  private static final String SHOWN =
      """
      CREATE TABLE `Orders` (
        `id` bigint(20) NOT NULL /*T![auto_rand] AUTO_RANDOM(5) */,
        `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
        `at` datetime DEFAULT NULL,
        PRIMARY KEY (`id`) /*T![clustered_index] CLUSTERED */,
        KEY `by_name` (`name`)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
      PARTITION BY RANGE (`id`)
      (PARTITION `p0` VALUES LESS THAN (10), PARTITION `p1` VALUES LESS THAN (20))""";

  private final ChangefeedDefinitions definitions =
      new ChangefeedDefinitions(() -> TextOrder.BY_COLLATION);
  private DefinitionText text = TableText.shown(TextOrder.BY_COLLATION, SHOWN).stored();

  private static DdlStatement statement(String sql) {
    return new DdlStatement("shop", sql);
  }

  private TableDefinition read() {
    return TableText.read(NAME, text).definition(NAME);
  }

  private TableEffect effect(String sql) {
    return definitions.effect(statement(sql), read(), text);
  }

  /** Stores a statement, whose text must then give what its effect gave. */
  private TableDefinition change(String sql) {
    TableDefinition after = effect(sql).after().orElseThrow();
    text = definitions.after(statement(sql), NAME, text);
    assertThat(read()).isEqualTo(after);
    return after;
  }

  @Test
  void statementsAreKeptBehindTheDefinitionThatTheyChange() {
    change("ALTER TABLE `orders` ADD COLUMN `n` INT NOT NULL DEFAULT 7 AFTER `id`");
    change("ALTER TABLE shop.ORDERS DROP INDEX by_name, ADD v VARCHAR(9) DEFAULT _UTF8MB4'é:1'");
    TableDefinition last =
        change(
            "CREATE UNIQUE INDEX `u` ON `Orders` (`id`, `n`) /*T![global_index] GLOBAL */"
                + " COMMENT 'a'");
    assertThat(last.columns())
        .extracting(ColumnDefinition::name)
        .containsExactly("id", "n", "name", "at", "v");
    assertThat(last.column("v").orElseThrow().type().collation()).contains("utf8mb4_general_ci");
    assertThat(last.indexes())
        .filteredOn(index -> index.name().equals("u"))
        .singleElement()
        .satisfies(index -> assertThat(index.parts()).hasSize(2));
  }

  @Test
  void aColumnMeansWhatItsClusterTakesItFor() {
    text = TableText.shown(TextOrder.BY_BYTES, SHOWN).stored();
    TableDefinition after =
        change(
            "ALTER TABLE Orders ADD a VARCHAR(9), ADD b VARCHAR(9) COLLATE utf8mb4_unicode_ci,"
                + " ADD c VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin");
    assertThat(List.of("a", "b", "c"))
        .allSatisfy(
            name ->
                assertThat(after.column(name).orElseThrow().type().collation())
                    .contains("utf8mb4_bin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE Orders SET TIFLASH REPLICA 2 LOCATION LABELS 'rack', 'host'",
        "ALTER TABLE `shop`.`Orders` CACHE",
        "ALTER TABLE Orders TTL = `at` + INTERVAL 1 DAY TTL_ENABLE = 'ON'",
        "ALTER TABLE Orders /*T![ttl] TTL=`at` + INTERVAL 1 DAY */ /*T![ttl] TTL_ENABLE='OFF' */",
        "ALTER TABLE Orders REMOVE TTL",
        "ALTER TABLE Orders SHARD_ROW_ID_BITS = 4",
        "ALTER TABLE Orders AUTO_ID_CACHE 100, PLACEMENT POLICY = `p`",
        "ALTER TABLE Orders PARTITION p0 ATTRIBUTES 'merge_option=allow'",
        "ALTER TABLE Orders FORCE AUTO_INCREMENT = 7",
        "ALTER TABLE Orders COMPACT TIFLASH REPLICA",
        "DROP TABLE others",
      })
  void whatIsAboutTheRowsInTheClusterChangesNothing(String sql) {
    assertThat(effect(sql).kind()).isEqualTo(Kind.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE Orders CACHE, ADD x INT",
        "ALTER TABLE Orders CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        "ALTER TABLE Orders ADD x VARCHAR(9) CHARACTER SET utf8mb4",
        "ALTER TABLE Orders ADD x TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP",
        "ALTER TABLE Orders ADD x INT DEFAULT (rand() * 10)",
        "ALTER TABLE Orders MODIFY id BIGINT DEFAULT nextval(s)",
        "ALTER TABLE Orders MODIFY name VARCHAR(5)",
        "ALTER TABLE Orders ADD x BIGINT AUTO_RANDOM",
        "ALTER TABLE Orders DROP PRIMARY KEY",
        "ALTER TABLE Orders MERGE FIRST PARTITION LESS THAN (20)",
        "ALTER TABLE Orders LAST PARTITION LESS THAN (30)",
        "ALTER TABLE Orders ADD x INT COMMENT 'no end",
      })
  void whatIsNotCertainIsRefused(String sql) {
    assertThat(effect(sql).kind()).isEqualTo(Kind.REFUSED);
  }

  /** The session's modes are in no message. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE Orders ADD x VARCHAR(9) DEFAULT \"y\"",
        "ALTER TABLE Orders ADD x VARCHAR(9) DEFAULT '\\n'",
        "ALTER TABLE Orders ADD x REAL",
        "FLASHBACK TABLE Orders",
        "RECOVER TABLE Orders",
        "CREATE TABLE Orders (id INT PRIMARY KEY)",
      })
  void whatAnotherSessionWouldReadOtherwiseIsNotFollowed(String sql) {
    assertThat(effect(sql).kind()).isEqualTo(Kind.REPLACED);
  }

  @Test
  void rowsOfAPartitionOrTableGo() {
    assertThat(effect("TRUNCATE TABLE `shop`.`orders`").kind()).isEqualTo(Kind.EMPTIED);
    assertThat(effect("ALTER TABLE Orders TRUNCATE PARTITION p1").partitions())
        .isEqualTo(List.of("p1"));
    assertThat(effect("ALTER TABLE Orders DROP PARTITION p1").after()).isPresent();
    assertThat(effect("DROP TABLE orders").kind()).isEqualTo(Kind.DROPPED);
    assertThat(effect("RENAME TABLE orders TO archive").renamed())
        .isEqualTo(Optional.of(new ObjectName("shop", "archive")));
  }

  @Test
  void aTextThatIsDamagedOrOfALaterVersionIsNamed() {
    text = definitions.after(statement("ALTER TABLE Orders ADD x INT"), NAME, text);
    for (String stored :
        List.of(
            text.text().replace("tidb-changed-table/1", "tidb-changed-table/2"),
            text.text().substring(0, text.text().length() - 1),
            text.text() + "3:abc",
            text.text() + "4:shop13:no statement!")) {
      assertThatThrownBy(() -> TableText.read(NAME, new DefinitionText(stored)).definition(NAME))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("STATE_UNKNOWN");
    }
  }
}
