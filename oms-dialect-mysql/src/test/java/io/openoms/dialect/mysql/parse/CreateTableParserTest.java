package io.openoms.dialect.mysql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as users write them; what servers show is tested against these servers. */
class CreateTableParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "INTEGER | int | ",
        "BOOL | tinyint(1) | ",
        "DEC(5) ZEROFILL | decimal(5) unsigned zerofill | ",
        "DOUBLE PRECISION | double | ",
        "FIXED(5,2) UNSIGNED | decimal(5,2) unsigned | ",
        "CHARACTER VARYING(10) | varchar(10) | ",
        "NATIONAL VARCHAR(10) | varchar(10) | utf8mb3",
        "NCHAR(3) | char(3) | utf8mb3",
        "VARCHAR(5) CHARACTER SET gbk COLLATE gbk_bin | varchar(5) | gbk",
        "VARCHAR(5) CHARSET latin1 BINARY | varchar(5) | latin1",
        "CHAR(4) BYTE | binary(4) | ",
        "VARCHAR(4) CHARACTER SET binary | varbinary(4) | ",
        "LONG VARCHAR | mediumtext | ",
        "LONG VARBINARY | mediumblob | ",
        "LONG | mediumtext | ",
        "TEXT(70000) | mediumtext | ",
        "BLOB(10) | tinyblob | ",
        "ENUM('a','b,''c') | enum('a','b,''c') | ",
        "INT8 | bigint | ",
        "GEOMCOLLECTION | geometrycollection | ",
      })
  void typesHaveOneName(String written, String type, String characterSet) {
    ColumnDefinition column = only("CREATE TABLE t (c " + written + ")");
    assertThat(column.type().nativeText()).isEqualTo(type);
    assertThat(column.type().characterSet()).isEqualTo(Optional.ofNullable(characterSet));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "INT DEFAULT -1 | literal | -1",
        "INT DEFAULT +1 | literal | 1",
        "DECIMAL DEFAULT .5 | literal | .5",
        "DOUBLE DEFAULT 1e-10 | literal | 1e-10",
        "INT DEFAULT 0x1f | expression | 0x1f",
        "BIT DEFAULT b'1' | expression | b'1'",
        "BOOL DEFAULT TRUE | literal | 1",
        "VARCHAR(9) DEFAULT 'it''s' | literal | it's",
        "VARCHAR(30) DEFAULT 'CURRENT_TIMESTAMP' | literal | CURRENT_TIMESTAMP",
        "DATETIME DEFAULT NOW() | expression | CURRENT_TIMESTAMP",
        "DATETIME(6) DEFAULT LOCALTIME(6) | expression | CURRENT_TIMESTAMP(6)",
        "VARCHAR(36) DEFAULT (UUID()) | expression | (UUID())",
        "VARCHAR(36) DEFAULT uuid() | expression | (uuid())",
        "INT DEFAULT (1 + (2)) | expression | (1 + (2))",
        "BINARY(4) DEFAULT 'xy' | expression | x'7879'",
        "VARBINARY(4) DEFAULT 0x00Ff | expression | x'00FF'",
      })
  void defaultsHaveOneForm(String written, String kind, String text) {
    ColumnDefinition column = only("CREATE TABLE t (c " + written + ")");
    assertThat(column.defaultValue())
        .contains(
            kind.equals("expression")
                ? MySqlFamilyDialect.expression(text)
                : DefaultValue.literal(text));
  }

  @Test
  void columnsBringKeysAndConstraints() {
    TableDefinition table =
        parse(
            "CREATE TABLE IF NOT EXISTS `a b`.t (id SERIAL, n INT UNIQUE KEY COMMENT 'x''y',"
                + " k INT KEY COLUMN_FORMAT FIXED STORAGE DISK, r INT REFERENCES p (id) ON DELETE"
                + " SET NULL, g INT AS (n + 1), s INT GENERATED ALWAYS AS (n * 2) STORED NOT NULL,"
                + " h INT INVISIBLE CHECK (h > 0), ts TIMESTAMP NULL ON UPDATE NOW(),"
                + " p POINT NOT NULL SRID 4326)");
    assertThat(table.name()).isEqualTo(new ObjectName("a b", "t"));
    assertThat(table.indexes())
        .extracting(IndexDefinition::kind, IndexDefinition::name)
        .containsExactly(
            tuple(Kind.PRIMARY, "PRIMARY"), tuple(Kind.UNIQUE, "id"), tuple(Kind.UNIQUE, "n"));
    assertThat(column(table, "id").autoIncrement()).isTrue();
    assertThat(column(table, "n").comment()).isEqualTo("x'y");
    assertThat(column(table, "k").nullable()).isFalse();
    assertThat(column(table, "g").generated())
        .contains(new ColumnDefinition.Generation(MySqlFamilyDialect.sql("n + 1"), false));
    assertThat(column(table, "s").generated().orElseThrow().stored()).isTrue();
    assertThat(column(table, "h").invisible()).isTrue();
    assertThat(column(table, "ts").onUpdate())
        .contains(MySqlFamilyDialect.sql("CURRENT_TIMESTAMP"));
    assertThat(column(table, "p").type().srid()).isEqualTo(OptionalLong.of(4326));
    assertThat(table.checks())
        .singleElement()
        .matches(check -> check.expression().equals(MySqlFamilyDialect.sql("h > 0")));
    assertThat(table.foreignKeys())
        .singleElement()
        .matches(key -> key.onDelete().equals("SET NULL"))
        .matches(key -> key.parent().equals(new ObjectName("a b", "p")));
  }

  @Test
  void keysHavePrefixesExpressionsOrderAndNames() {
    TableDefinition table =
        parse(
            "CREATE TABLE t (a INT, b VARCHAR(9), CONSTRAINT PRIMARY KEY USING BTREE (a DESC, b(3)),"
                + " CONSTRAINT u UNIQUE ((lower(b)), a), INDEX USING HASH (b), KEY (b),"
                + " FULLTEXT ft (b) WITH PARSER `ngram` COMMENT 'c' KEY_BLOCK_SIZE=8,"
                + " INDEX hid (a) INVISIBLE, CONSTRAINT c CHECK (a > 1) NOT ENFORCED,"
                + " FOREIGN KEY f (a) REFERENCES d.p (x) MATCH FULL ON UPDATE NO ACTION)");
    assertThat(index(table, "PRIMARY").parts())
        .containsExactly(
            new IndexDefinition.Part(Optional.of("a"), Optional.empty(), 0, true),
            new IndexDefinition.Part(Optional.of("b"), Optional.empty(), 3, false));
    assertThat(index(table, "u").parts().get(0).expression())
        .contains(MySqlFamilyDialect.sql("lower(b)"));
    assertThat(table.indexes()).extracting(IndexDefinition::name).contains("b", "b_2");
    assertThat(index(table, "ft").parser()).contains("ngram");
    assertThat(index(table, "hid").visible()).isFalse();
    assertThat(table.checks().get(0).enforced()).isFalse();
    assertThat(table.foreignKeys().get(0).name()).isEqualTo("f");
    assertThat(column(table, "b").nullable()).isFalse();
  }

  @Test
  void optionsMayLackTheirSigns() {
    TableDefinition table =
        parse(
            "CREATE OR REPLACE TABLE t (a VARCHAR(3), b VARCHAR(3) COLLATE utf8mb4_bin)"
                + " AUTO_INCREMENT 5, COMMENT 'it''s', ENGINE InnoDB DATA DIRECTORY='/x' UNION=(a,b)"
                + " DEFAULT CHARACTER SET = latin1 COLLATE latin1_bin");
    assertThat(table.autoIncrement()).isEqualTo(OptionalLong.of(5));
    assertThat(table.comment()).isEqualTo("it's");
    assertThat(column(table, "a").type().collation()).contains("latin1_bin");
    assertThat(column(table, "b").type().characterSet()).contains("utf8mb4");
  }

  @Test
  void partitionsOfPartitions() {
    Partitioning partitioning =
        parse(
                "CREATE TABLE t (a INT, d DATE) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY LINEAR"
                    + " KEY ALGORITHM=2 (a) (PARTITION p0 VALUES LESS THAN (2000) ENGINE = InnoDB"
                    + " COMMENT = 'old' (SUBPARTITION x DATA DIRECTORY = '/y', SUBPARTITION `y z`),"
                    + " PARTITION p1 VALUES LESS THAN MAXVALUE (SUBPARTITION v, SUBPARTITION w))")
            .partitioning()
            .orElseThrow();
    assertThat(partitioning.scheme())
        .isEqualTo(new Partitioning.Scheme(Method.RANGE, false, MySqlFamilyDialect.sql("YEAR(d)")));
    assertThat(partitioning.subscheme())
        .contains(new Partitioning.Scheme(Method.KEY, true, MySqlFamilyDialect.sql("`a`")));
    assertThat(partitioning.partitions())
        .extracting(Partition::values, Partition::comment)
        .containsExactly(
            tuple(Optional.of(MySqlFamilyDialect.sql("2000")), "old"),
            tuple(Optional.of(MySqlFamilyDialect.sql("MAXVALUE")), ""));
    assertThat(partitioning.partitions().get(0).subpartitions())
        .extracting(Partition::name)
        .isEqualTo(List.of("x", "y z"));
  }

  @Test
  void whatTheModelDoesNotHoldIsNamed() {
    assertThat(parse("CREATE TABLE t (a INT) WITH SYSTEM VERSIONING").features())
        .containsExactly("the table has system versioning");
    assertThat(
            parse(
                    "CREATE TABLE t (a INT, s DATE, e DATE, PERIOD FOR p (s, e), UNIQUE (a, p"
                        + " WITHOUT OVERLAPS))")
                .features())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a INT",
        "CREATE TABLE t (a INT FROBNICATED)",
        "CREATE TABLE t (a INT, KEY k (a) SOMEHOW)",
        "CREATE TABLE t (a INT) PARTITION BY MAGIC (a)",
        "CREATE TABLE t AS SELECT 1",
        "DROP TABLE t",
        "CREATE TABLE t (a VARCHAR(3) DEFAULT 'x)",
      })
  void whatIsNotUnderstoodIsAnErrorThatTellsWhere(String sql) {
    assertThatThrownBy(() -> parse(sql))
        .isInstanceOf(DdlSyntaxException.class)
        .hasMessageMatching("cannot be read near .+|a quote .+ does not end");
  }

  private static TableDefinition parse(String sql) {
    return CreateTableParser.parse(sql, "db");
  }

  private static ColumnDefinition only(String sql) {
    return parse(sql).columns().get(0);
  }

  private static ColumnDefinition column(TableDefinition table, String name) {
    return table.column(name).orElseThrow();
  }

  private static IndexDefinition index(TableDefinition table, String name) {
    return table.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
