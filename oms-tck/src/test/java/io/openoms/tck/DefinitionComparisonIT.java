package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison of definitions finds each kind of difference, and nothing else. */
@WithServers
class DefinitionComparisonIT {

  /** A table's body and options at the source, at the sink, and what must be found. */
  private record Case(String source, String sink, String found) {}

  private static final List<Case> CASES =
      List.of(
          new Case("(id INT UNSIGNED)", "(id INT)", "column %s.id type: int unsigned -> int"),
          new Case("(e ENUM('a','b'))", "(e ENUM('a','c'))", "column %s.e type: "),
          new Case("(d DATETIME(6))", "(d DATETIME)", "column %s.d digits of a second: 6 -> 0"),
          new Case(
              "(v VARCHAR(9) COLLATE utf8mb4_bin)", "(v VARCHAR(9))", "column %s.v collation: "),
          new Case(
              "(v VARCHAR(9), KEY k (v(3)))",
              "(v VARCHAR(9), KEY k (v))",
              "index %s.k prefix 1: 3 -> "),
          new Case("(a INT, b INT AS (a + 1))", "(a INT, b INT)", "column %s.b generated: a+1 -> "),
          new Case(
              "(a INT, b INT AS (a + 1))", "(a INT, b INT AS (a + 2))", "column %s.b generated: "),
          new Case(
              "(a INT, b INT AS (a) STORED)",
              "(a INT, b INT AS (a))",
              "column %s.b stored: true -> "),
          new Case(
              "(a VARCHAR(9), b VARCHAR(9) AS (CONCAT(a, 'é😀')))",
              "(a VARCHAR(9), b VARCHAR(9) AS (CONCAT(a, 'é😁')))",
              "column %s.b generated: "),
          new Case("(a INT, CONSTRAINT c_%s CHECK (a > 1))", "(a INT)", "check c_%s: a>1 -> null"),
          new Case(
              "(a INT, CONSTRAINT c_%s CHECK (a > 1))",
              "(a INT, CONSTRAINT c_%s CHECK (a > 2))", "check c_%s: a>1 -> a>2"),
          new Case(
              "(id INT AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 500",
              "(id INT AUTO_INCREMENT PRIMARY KEY)",
              "table %s next number: 500 -> 1"),
          new Case("(a INT) COMMENT 'x'", "(a INT)", "table %s comment: x -> "),
          new Case("(a INT COMMENT 'x')", "(a INT)", "column %s.a comment: x -> "),
          new Case(
              "(a INT, KEY k (a) COMMENT 'x')", "(a INT, KEY k (a))", "index %s.k comment: x -> "),
          new Case("(a INT DEFAULT 1)", "(a INT DEFAULT 2)", "column %s.a default: 1 -> 2"),
          new Case("(a INT NOT NULL)", "(a INT)", "column %s.a nullable: NO -> YES"),
          new Case("(a INT, b INT)", "(b INT, a INT)", "column %s.a place: 1 -> 2"),
          new Case(
              "(a INT, b INT INVISIBLE)", "(a INT, b INT)", "column %s.b invisible: true -> false"),
          new Case("(a INT, KEY k (a))", "(a INT)", "index %s.k part 1: a -> null"),
          new Case(
              "(a INT, UNIQUE KEY k (a))",
              "(a INT, KEY k (a))",
              "index %s.k unique: true -> false"),
          new Case("(a INT) COLLATE utf8mb4_bin", "(a INT)", "table %s collation: utf8mb4_bin -> "),
          new Case(
              "(a INT) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (5))",
              "(a INT) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (6))",
              "partition %s.p. values: 5 -> 6"));

  @Test
  void eachKindOfDifferenceIsFoundAndNothingElse(
      @Server(ServerType.MYSQL_97) DatabaseServer source,
      @Server(ServerType.OCEANBASE) DatabaseServer sink)
      throws Exception {
    String database = TestedPair.newName("facts");
    SqlComparison sides = new SqlComparison(source, sink, database);
    try {
      for (DatabaseServer server : List.of(source, sink)) {
        server.execute(
            "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        for (int i = 0; i < CASES.size(); i++) {
          String table = "t" + i;
          String body = server == source ? CASES.get(i).source() : CASES.get(i).sink();
          server.execute(
              "USE " + database, "CREATE TABLE " + table + " " + body.replace("%s", table));
        }
      }
      source.execute("CREATE VIEW " + database + ".v AS SELECT a FROM " + database + ".t15");
      sink.execute("CREATE VIEW " + database + ".v AS SELECT a + 1 AS a FROM " + database + ".t15");

      List<String> differences = sides.definitionDifferences();
      for (int i = 0; i < CASES.size(); i++) {
        String found = CASES.get(i).found().replace("%s", "t" + i);
        assertThat(differences)
            .as(CASES.get(i).source())
            .anySatisfy(line -> assertThat(line).startsWith(found));
      }
      assertThat(differences).anySatisfy(line -> assertThat(line).startsWith("view v query: "));
      assertThatThrownBy(sides::assertSameDefinitions).isInstanceOf(AssertionError.class);

      sink.execute("DROP DATABASE " + database);
      sink.execute(
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
      for (int i = 0; i < CASES.size(); i++) {
        sink.execute(
            "USE " + database,
            "CREATE TABLE t" + i + " " + CASES.get(i).source().replace("%s", "t" + i));
      }
      sink.execute("CREATE VIEW " + database + ".v AS SELECT a FROM " + database + ".t15");
      sides.assertSameDefinitions();
    } finally {
      source.execute("DROP DATABASE IF EXISTS " + database);
      sink.execute("DROP DATABASE IF EXISTS " + database);
    }
  }
}
