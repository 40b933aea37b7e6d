package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.spi.Catalog;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.data.TableEffect.Kind;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a statement makes of a definition is what the server then shows of it. */
class DdlAlgebraIT {

  /** Of a table with the columns id, a, b and c, beside those of {@link DdlScript}. */
  private static final List<String> FURTHER =
      List.of(
          "ALTER TABLE more ADD (p INT, q VARCHAR(9) UNIQUE, KEY pq (p, q(3))), ADD INDEX (p)",
          "ALTER TABLE more RENAME COLUMN a TO c, RENAME COLUMN c TO a",
          "ALTER TABLE more ADD UNIQUE (a, c), ADD UNIQUE INDEX named USING BTREE (c) COMMENT 'x'",
          "ALTER TABLE more MODIFY COLUMN a INT NOT NULL DEFAULT '3' FIRST, DROP INDEX by_a",
          "ALTER TABLE more CHANGE p pp BIGINT AFTER b, ADD r DATETIME(6) NULL, ALGORITHM=COPY",
          "/* c1 */ alter /* , ( */ table more -- x\n add `s` int, add `t,)` int default 5",
          "ALTER TABLE more DROP q, DROP PRIMARY KEY, ADD CONSTRAINT PRIMARY KEY (a, id)",
          "CREATE FULLTEXT INDEX words ON more (b) COMMENT 'w'",
          "ALTER TABLE more ALTER r SET DEFAULT '2020-01-01 00:00:00', ALTER COLUMN s DROP DEFAULT",
          "ALTER TABLE more ADD CONSTRAINT to_kept FOREIGN KEY (s) REFERENCES kept (id)",
          "ALTER TABLE more DROP FOREIGN KEY to_kept, DROP INDEX to_kept",
          "ALTER TABLE more COMMENT='it''s', DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin",
          "ALTER TABLE more ADD v VARCHAR(3), ADD x CHAR(2) CHARACTER SET latin1 NOT NULL",
          "DROP INDEX named ON more");

  /** Tables of partitions and of texts in several character sets, and statements on each. */
  private static final List<String> CUT =
      List.of(
          "CREATE TABLE cut (id INT PRIMARY KEY) PARTITION BY RANGE (id)"
              + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))",
          "ALTER TABLE cut ADD PARTITION (PARTITION p2 VALUES LESS THAN (30) COMMENT 'c',"
              + " PARTITION `p 3` VALUES LESS THAN (40))",
          "ALTER TABLE cut DROP PARTITION p0, P1",
          "ALTER TABLE cut REORGANIZE PARTITION p2, `p 3` INTO (PARTITION a VALUES LESS THAN (25),"
              + " PARTITION b VALUES LESS THAN MAXVALUE)",
          "ALTER TABLE cut TRUNCATE PARTITION a, b",
          "ALTER TABLE cut TRUNCATE PARTITION ALL",
          "ALTER TABLE cut REBUILD PARTITION a, b",
          "ALTER TABLE cut REORGANIZE PARTITION b INTO"
              + " (PARTITION b VALUES LESS THAN (50), PARTITION c VALUES LESS THAN MAXVALUE)",
          "ALTER TABLE cut ENGINE = InnoDB REMOVE PARTITIONING",
          "ALTER TABLE cut ADD d DATE NOT NULL DEFAULT '2020-01-01', DROP PRIMARY KEY,"
              + " ADD PRIMARY KEY (id, d) PARTITION BY RANGE (TO_DAYS(d))"
              + " (PARTITION p0 VALUES LESS THAN (TO_DAYS('2021-01-01')))",
          "ALTER TABLE cut ADD PARTITION (PARTITION p1 VALUES LESS THAN (to_days('2022-03-01')))",
          "ALTER TABLE cut PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2"
              + " (PARTITION p0 VALUES LESS THAN (YEAR('2022-02-03')))",
          "ALTER TABLE cut ADD PARTITION (PARTITION p1 VALUES LESS THAN (2030))",
          "ALTER TABLE cut PARTITION BY LIST (id) (PARTITION n VALUES IN (NULL, -1, 2))",
          "ALTER TABLE cut PARTITION BY RANGE COLUMNS (d, id)"
              + " (PARTITION p0 VALUES LESS THAN ('2021-01-01', MAXVALUE))",
          "ALTER TABLE cut PARTITION BY HASH (id) PARTITIONS 3",
          "ALTER TABLE cut ADD PARTITION PARTITIONS 2",
          "ALTER TABLE cut COALESCE PARTITION 1",
          "CREATE TABLE texts (id INT PRIMARY KEY, a VARCHAR(10) NOT NULL DEFAULT 'x' COMMENT 'c',"
              + " t TINYTEXT, b TEXT, m MEDIUMTEXT, l LONGTEXT, c CHAR(3) CHARACTER SET ascii,"
              + " u TEXT CHARACTER SET utf8mb3, tu TINYTEXT CHARACTER SET utf8mb3,"
              + " w TEXT CHARACTER SET utf8mb4, e ENUM('a', 'it''s') DEFAULT 'a', s SET('x', 'y'),"
              + " vb VARBINARY(5), KEY by_a (a)) CHARACTER SET latin1",
          "ALTER TABLE texts CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
          "ALTER TABLE texts CONVERT TO CHARACTER SET utf8mb4, COMMENT 'c'");

  @Test
  void everyStatementGivesWhatTheServerShows() {
    compare(ServerType.MYSQL_97.get().shared());
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void everyStatementGivesWhatAnotherServerShows(ServerType type) {
    compare(type.get().shared());
  }

  private static void compare(DatabaseServer server) {
    String database = TestedPair.newName("algebra");
    DdlScript script = new DdlScript(server, database);
    try (EndpointSession session =
        MySql.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .open(new EndpointOptions("algebra", 2, "unused"))) {
      script.create();
      server.execute("USE " + database, "CREATE TABLE more LIKE kept", "DELETE FROM kept");
      for (String[] change : script.changes()) {
        compare(server, session, new ObjectName(database, change[0]), change[1]);
      }
      for (String sql : FURTHER) {
        compare(server, session, new ObjectName(database, "more"), sql);
      }
      for (String sql : CUT) {
        if (sql.startsWith("CREATE")) {
          server.execute("USE " + database, sql);
        } else {
          compare(server, session, new ObjectName(database, sql.split(" ", 4)[2]), sql);
        }
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static void compare(
      DatabaseServer server, EndpointSession session, ObjectName table, String sql) {
    Catalog catalog = session.catalog().orElseThrow();
    DefinitionAlgebra algebra = session.changeLog().orElseThrow().algebra().orElseThrow();
    DefinitionText before = catalog.definitionText(table).orElseThrow();
    DdlStatement statement = new DdlStatement(table.database(), sql);
    TableEffect effect = algebra.effect(statement, catalog.definition(table, before));
    server.execute("USE " + table.database(), "SET SESSION sql_mode = ''", sql);
    assertThat(effect.kind()).as("%s: %s", sql, effect.reason()).isNotEqualTo(Kind.REFUSED);
    TableDefinition shown = catalog.definition(table, catalog.definitionText(table).orElseThrow());
    TableDefinition computed =
        effect.kind() == Kind.ALTERED
            ? catalog.definition(table, algebra.after(statement, table, before))
            : catalog.definition(table, before);
    assertThat(facts(computed)).as(sql).isEqualTo(facts(shown));
  }

  /** All that decides how rows are read and what the sink gets; expressions by their presence. */
  private static List<String> facts(TableDefinition table) {
    List<String> facts = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      facts.add(
          String.join(
              " ",
              column.name(),
              column.type().neutral().toString(),
              column.type().characterSet().orElse("-"),
              column.nullable() ? "NULL" : "NOT NULL",
              column.defaultValue().map(DdlAlgebraIT::shown).orElse("-"),
              column.autoIncrement() ? "numbered" : "",
              column.generated().map(g -> "generated " + g.stored()).orElse(""),
              column.invisible() ? "invisible" : "",
              column.comment()));
    }
    for (IndexDefinition index : table.indexes()) {
      facts.add(
          index.kind()
              + " "
              + index.name()
              + index.parts().stream().map(p -> p.column() + "/" + p.prefix()).toList()
              + index.visible()
              + index.comment());
    }
    table.checks().forEach(check -> facts.add("check " + check.name()));
    table.foreignKeys().forEach(key -> facts.add("key " + key));
    table
        .partitioning()
        .ifPresent(
            cut ->
                facts.add(
                    (cut.scheme() + " " + cut.subscheme() + cut.partitions())
                        .replaceAll("[` ]", "")
                        .toLowerCase(Locale.ROOT)));
    facts.add("table " + table.characterSet() + table.comment());
    return facts;
  }

  private static String shown(DefaultValue value) {
    if (value instanceof DefaultValue.Literal literal) {
      String text = literal.text();
      return text.matches("-?[0-9.]+")
          ? new BigDecimal(text).stripTrailingZeros().toPlainString()
          : text.replaceAll("\\.0+$", "");
    }
    return "expression";
  }
}
