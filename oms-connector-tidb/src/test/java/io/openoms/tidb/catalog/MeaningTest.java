package io.openoms.tidb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

  private static final String ALL =
      """
      CREATE TABLE `t` (
        `id` bigint(20) NOT NULL /*T![auto_rand] AUTO_RANDOM(5) */ COMMENT 'not /*T![x] Y */ here',
        `n` int(11) DEFAULT nextval(`shop`.`numbers`),
        `/*T! odd */` varchar(20) DEFAULT '/*T![x] Z */',
        `a` varchar(20) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,
        `at` datetime DEFAULT NULL,
        PRIMARY KEY (`id`,`n`) /*T![clustered_index] NONCLUSTERED */,
        UNIQUE KEY `u` (`a`) /*T![global_index] GLOBAL */,
        KEY `f` ((lower(`a`))),
        KEY `tried` (`n`) /* HYPO INDEX */,
        KEY `hidden` (`n`) /*!80000 INVISIBLE */,
        CONSTRAINT `old` FOREIGN KEY (`n`) REFERENCES `p` (`id`) /* FOREIGN KEY INVALID */,
        CONSTRAINT `new` FOREIGN KEY (`n`) REFERENCES `p` (`id`) ON DELETE CASCADE,
      CONSTRAINT `c` CHECK ((`n` > 0)) /*!80016 NOT ENFORCED */
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin AUTO_INCREMENT=30001 \
      /*T![auto_id_cache] AUTO_ID_CACHE=100 */ /*T! SHARD_ROW_ID_BITS=4 PRE_SPLIT_REGIONS=2 */ \
      COMMENT='a /* b' /*T![placement] PLACEMENT POLICY=`p1` */ /* CACHED ON */
      PARTITION BY RANGE (`n`)
      (PARTITION `p0` VALUES LESS THAN (10) /*T![placement] PLACEMENT POLICY=`p2` */,
       PARTITION `p1` VALUES LESS THAN (MAXVALUE)) \
      /*T![ttl] TTL=`at` + INTERVAL 1 DAY */ /*T![ttl] TTL_ENABLE='ON' */ \
      /*T![later] SOMETHING=1 */""";

  private static TableDefinition read(String statement, TextOrder order) {
    return new Meaning(order).table(new ObjectName("shop", "t"), statement, 17);
  }

  @Test
  void eachAttributeIsKeptOrSaidToStayBehind() {
    TableDefinition table = read(ALL, TextOrder.BY_COLLATION);
    assertThat(table.features()).isEmpty();
    assertThat(table.remains())
        .containsExactly(
            "AUTO_RANDOM(5) (the target gives no numbers)",
            "AUTO_ID_CACHE=100",
            "SHARD_ROW_ID_BITS=4 PRE_SPLIT_REGIONS=2",
            "PLACEMENT POLICY=`p1`",
            "that the table is CACHED in memory",
            "PLACEMENT POLICY=`p2`",
            "TTL=`at` + INTERVAL 1 DAY (rows go as the source deletes them)",
            "TTL_ENABLE='ON' (rows go as the source deletes them)",
            "the attribute [later] SOMETHING=1, which this library does not know,",
            "the default of column n, the next value of a sequence,",
            "the character set latin1 of column a, stored as UTF-8,",
            "foreign key old, never enforced,");
    assertThat(table.averageRowBytes()).isEqualTo(17);
    assertThat(table.autoIncrement()).hasValue(30001);
    assertThat(table.comment()).isEqualTo("a /* b");
    assertThat(table.partitioning()).isPresent();
  }

  @Test
  void whatOnlyLooksLikeAnAttributeStaysWhatItIs() {
    TableDefinition table = read(ALL, TextOrder.BY_COLLATION);
    assertThat(table.column("id").orElseThrow().comment()).isEqualTo("not /*T![x] Y */ here");
    assertThat(table.column("/*T! odd */").orElseThrow().defaultValue()).isPresent();
    assertThat(table.column("n").orElseThrow().defaultValue()).isEmpty();
  }

  @Test
  void indexesAndKeysAreThoseThatCount() {
    TableDefinition table = read(ALL, TextOrder.BY_COLLATION);
    assertThat(table.indexes())
        .extracting(IndexDefinition::name)
        .containsExactly("PRIMARY", "u", "f", "hidden");
    assertThat(table.indexes().get(1).storage().orElseThrow().sql()).isEqualTo("GLOBAL");
    assertThat(table.indexes().get(3).visible()).isFalse();
    assertThat(table.foreignKeys()).extracting(ForeignKeyDefinition::name).containsExactly("new");
    assertThat(table.checks()).singleElement().satisfies(c -> assertThat(c.enforced()).isFalse());
    assertThat(table.copyKey()).extracting(ColumnDefinition::name).containsExactly("id", "n");
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_general_ci, utf8mb4_bin",
    "utf8mb4_0900_ai_ci, utf8mb4_bin",
    "utf8_unicode_ci, utf8_bin",
    "gbk_chinese_ci, gbk_bin",
    "utf8mb4_bin, utf8mb4_bin",
    "binary, binary",
  })
  void aClusterThatComparesBytesMeansTheBinaryCollation(String shown, String meant) {
    assertThat(TextOrder.BY_BYTES.meant(shown)).isEqualTo(meant);
    assertThat(TextOrder.BY_COLLATION.meant(shown)).isEqualTo(shown);
  }

  @Test
  void columnsTakeTheBinaryCollationAndItIsSaid() {
    String statement =
        "CREATE TABLE `t` (`a` varchar(9) NOT NULL, `b` varchar(9) COLLATE utf8mb4_unicode_ci,"
            + " UNIQUE KEY `a` (`a`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"
            + " COLLATE=utf8mb4_general_ci";
    TableDefinition table = read(statement, TextOrder.BY_BYTES);
    assertThat(table.collation()).contains("utf8mb4_bin");
    assertThat(table.columns())
        .extracting(column -> column.type().collation())
        .containsExactly(Optional.of("utf8mb4_bin"), Optional.of("utf8mb4_bin"));
    assertThat(table.remains())
        .containsExactly(
            "the collation utf8mb4_general_ci, since this cluster compares texts by bytes,",
            "the collation utf8mb4_unicode_ci, since this cluster compares texts by bytes,");
  }

  @Test
  void aColumnInLatin1TakesAllCharacters() {
    ColumnDefinition column = read(ALL, TextOrder.BY_COLLATION).column("a").orElseThrow();
    assertThat(column.type().characterSet()).contains("utf8mb4");
    assertThat(column.type().collation()).contains("utf8mb4_bin");
  }

  /** As TiDB writes them: functions without brackets, CURRENT_DATE, partitions of each kind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "`d` date DEFAULT CURRENT_DATE | ",
        "`u` varchar(36) DEFAULT uuid() | ",
        "`u` varbinary(16) DEFAULT uuid_to_bin(uuid()) | ",
        "`r` double DEFAULT rand() | ",
        "`b` bit(3) DEFAULT b'101' | ",
        "`t` timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) | ",
        "`g` int(11) GENERATED ALWAYS AS (`id` + 1) STORED NOT NULL | ",
        "`g` int(11) GENERATED ALWAYS AS (json_extract(`j`, _utf8mb4'$.a')) VIRTUAL | ",
        "`e` enum('a','b''c','d\\\\e') DEFAULT 'b''c' | ",
        "`x` int | PARTITION BY HASH (`id`) PARTITIONS 4",
        "`x` int | PARTITION BY KEY (`id`) PARTITIONS 4",
        "`x` int | PARTITION BY RANGE COLUMNS(`id`,`x`) (PARTITION `p` VALUES LESS THAN (1,MAXVALUE))",
        "`x` int | PARTITION BY LIST (`id`) (PARTITION `p0` VALUES IN (1,2), PARTITION `p1` DEFAULT)",
        "`x` int | PARTITION BY LIST COLUMNS(`id`) (PARTITION `p0` VALUES IN (1,DEFAULT))",
        "`x` int | PARTITION BY RANGE (`id`) (PARTITION `p0` VALUES LESS THAN (5) COMMENT 'a')",
      })
  void whatTiDbWritesIsUnderstood(String column, String partitions) {
    String statement =
        "CREATE TABLE `t` (`id` bigint(20) NOT NULL, "
            + column
            + ", PRIMARY KEY (`id`) /*T![clustered_index] CLUSTERED */) ENGINE=InnoDB"
            + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin\n"
            + (partitions == null ? "" : partitions);
    TableDefinition table = read(statement, TextOrder.BY_COLLATION);
    assertThat(table.features()).isEmpty();
    assertThat(table.columns()).hasSize(2);
    assertThat(table.partitioning().isPresent()).isEqualTo(partitions != null);
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE GLOBAL TEMPORARY TABLE `t` (`a` int) ON COMMIT DELETE ROWS, temporary",
    "CREATE TABLE `t` (`a` what is this), definition",
    "CREATE TABLE `t` (`a` int /*T![x] , does not end",
  })
  void whatIsNotUnderstoodIsAFeature(String statement, String says) {
    assertThat(read(statement, TextOrder.BY_COLLATION).features())
        .singleElement()
        .asString()
        .contains(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/*T![auto_rand] AUTO_RANDOM(5, 54) */ | AUTO_RANDOM(5, 54) (the target gives no numbers)",
        "/*T!30100 AUTO_RANDOM(3) */ | AUTO_RANDOM(3)",
        "/*T! PRE_SPLIT_REGIONS=2 */ | PRE_SPLIT_REGIONS=2",
        "/*T! WHATEVER=2 */ | the attribute WHATEVER=2, which this library does not know,",
        "/*T![global_index] LOCAL */ | the attribute [global_index] LOCAL, which this library does"
            + " not know,",
        "/*T![affinity] AFFINITY='table' */ | AFFINITY='table'",
        "/* CACHED ON */ | that the table is CACHED in memory",
      })
  void attributesThatStayBehind(String comment, String remainder) {
    assertThat(Attribute.of(comment).remainder()).contains(remainder);
  }

  @Test
  void aCommentOfSomebodyElsesSaysNothing() {
    assertThat(
            List.of(
                Attribute.of("/* by hand */"), Attribute.of("/*T![clustered_index] CLUSTERED */")))
        .allSatisfy(attribute -> assertThat(attribute.remainder()).isEmpty());
  }
}
