package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases, tables, columns and indexes with names of every kind stay what they are, in the copy
 * and in the changes that follow. For any source of MySQL's dialect; a connector's test class
 * implements this interface.
 */
public interface NamesContract {

  /** Words of SQL, marks that mean something in SQL, in patterns, in texts, in formats. */
  List<String> NAMES =
      List.of(
          "select",
          "a.b",
          "100%",
          "%d%s",
          "under_score",
          "表格",
          "é à",
          "with space",
          "it's",
          "say \"x\"",
          "Upper",
          "a-b",
          "1e5",
          "0x1",
          "back\\slash",
          "#hash",
          "semi;colon",
          "--comment",
          "/* c */",
          "a/b",
          "what?",
          "{fn now()}",
          "[a-z]*",
          "x".repeat(60));

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Each table has the key, a column and an index of its own name. */
  @Test
  default void namesOfEveryKindStayWhatTheyAre(@TempDir Path spool) throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("it's a 'name'.表%");
    String quoted = "`" + database + "`";
    try {
      List<String> statements = new ArrayList<>(List.of("CREATE DATABASE " + quoted));
      for (String name : NAMES) {
        statements.add(
            "CREATE TABLE %1$s.`%2$s` (id INT PRIMARY KEY, `%2$s` INT, KEY `%2$s` (`%2$s`))"
                .formatted(quoted, name));
        statements.add("INSERT INTO %s.`%s` VALUES (1, 1), (2, 2)".formatted(quoted, name));
      }
      pair.source().server().execute(statements.toArray(String[]::new));
      pair.assertFollows(database, spool);

      List<String> changes = new ArrayList<>();
      for (String name : NAMES) {
        changes.add("INSERT INTO %s.`%s` VALUES (3, 3)".formatted(quoted, name));
        changes.add("UPDATE %1$s.`%2$s` SET `%2$s` = 9 WHERE id = 1".formatted(quoted, name));
        changes.add("DELETE FROM %s.`%s` WHERE id = 2".formatted(quoted, name));
      }
      pair.source().server().execute(changes.toArray(String[]::new));
      pair.assertFollows(database, spool);

      for (String name : NAMES) {
        assertThat(rows(pair, quoted, name)).as(name).containsExactly("1 9", "3 3");
      }
    } finally {
      pair.source().server().execute("DROP DATABASE IF EXISTS " + quoted);
      pair.sink().server().execute("DROP DATABASE IF EXISTS " + quoted);
    }
  }

  private static List<String> rows(TestedPair pair, String database, String name)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = pair.sink().server().connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet found =
          statement.executeQuery(
              "SELECT CONCAT(id, ' ', `%2$s`) FROM %1$s.`%2$s` FORCE INDEX (`%2$s`) ORDER BY id"
                  .formatted(database, name))) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    return rows;
  }
}
