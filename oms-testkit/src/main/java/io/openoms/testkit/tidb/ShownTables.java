package io.openoms.testkit.tidb;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.TestServerException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * What SHOW CREATE TABLE answers: MySQL's statement with TiDB's comments, or a statement that a
 * test has given. Thread-safe.
 */
final class ShownTables {

  /** A text that stands at the end of the line that begins so. */
  private record Comment(String line, String text) {}

  private final DatabaseServer server;
  private final boolean comparesBytes;
  private final Map<String, List<Comment>> comments = new ConcurrentHashMap<>();
  private final Set<String> replicated = ConcurrentHashMap.newKeySet();
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  ShownTables(DatabaseServer server, boolean comparesBytes) {
    this.server = server;
    this.comparesBytes = comparesBytes;
  }

  void comment(String table, String line, String text) {
    comments
        .computeIfAbsent(plain(table), any -> new CopyOnWriteArrayList<>())
        .add(new Comment(line, text));
  }

  /** Whether a list of columns has one of the table that TiDB fills by lot. */
  boolean givesRandomKey(String table, String columns) {
    return comments.getOrDefault(plain(table), List.of()).stream()
        .filter(comment -> comment.text().contains("AUTO_RANDOM"))
        .anyMatch(comment -> columns.contains(comment.line()));
  }

  void replicate(String table) {
    replicated.add(plain(table));
  }

  /** The catalog's table of TiFlash's replicas, as far as this library asks for it. */
  String replicas() {
    return replicated.stream()
        .map(table -> table.split("\\.", 2))
        .map(name -> " UNION ALL SELECT '" + name[0] + "', '" + name[1] + "'")
        .collect(
            Collectors.joining(
                "",
                "(SELECT '' AS table_schema, '' AS table_name FROM (SELECT 1) AS none WHERE FALSE",
                ") AS tiflash_replica"));
  }

  void statement(String table, String statement) {
    statements.put(plain(table), statement);
  }

  private static String plain(String table) {
    return table.replace("`", "").strip();
  }

  /** A query that gives the answer; empty for a view, or when MySQL's own answer is an error. */
  Optional<String> answer(String table) {
    String given = statements.get(plain(table));
    return Optional.ofNullable(given)
        .or(() -> fromServer(table).map(shown -> commented(plain(table), shown)))
        .map(
            statement ->
                "SELECT 'shown' AS `Table`, CONVERT(x'"
                    + HexFormat.of().formatHex(statement.getBytes(StandardCharsets.UTF_8))
                    + "' USING utf8mb4) AS `Create Table` WHERE "
                    // The table must be there, and the account may read it.
                    + "(SELECT COUNT(*) FROM (SELECT 1 FROM "
                    + table
                    + " LIMIT 0) AS readable) = 0");
  }

  private Optional<String> fromServer(String table) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet shown = statement.executeQuery("SHOW CREATE TABLE " + table)) {
        shown.next();
        boolean isTable = shown.getMetaData().getColumnLabel(2).equals("Create Table");
        return isTable ? Optional.of(shown.getString(2)) : Optional.empty();
      }
    } catch (SQLException e) {
      if (e.getErrorCode() > 0) {
        return Optional.empty();
      }
      throw new TestServerException("Cannot show " + table, e);
    }
  }

  private String commented(String table, String shown) {
    StringBuilder statement = new StringBuilder();
    for (String line : shown.split("\n", -1)) {
      String text = line.strip().startsWith("PRIMARY KEY") ? clustered(line) : line;
      for (Comment one : comments.getOrDefault(table, List.of())) {
        if (line.strip().startsWith(one.line())) {
          text = behind(text, one.text());
        }
      }
      statement.append(statement.isEmpty() ? "" : "\n").append(text);
    }
    return comparesBytes
        ? statement.toString().replace("utf8mb4_bin", "utf8mb4_general_ci")
        : statement.toString();
  }

  private static String clustered(String line) {
    return behind(line, "/*T![clustered_index] CLUSTERED */");
  }

  private static String behind(String line, String text) {
    return line.endsWith(",")
        ? line.substring(0, line.length() - 1) + " " + text + ","
        : line + " " + text;
  }
}
