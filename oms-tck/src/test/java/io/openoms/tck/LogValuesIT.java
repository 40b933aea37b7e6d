package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.mysql.MySql;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values of every type, with all their edges, are told by the log as the snapshot tells them, and
 * as plain SQL does.
 */
class LogValuesIT {

  private static final List<String> TABLES =
      List.of(
          "edges",
          "floats",
          "labels",
          "keyless_labels",
          "self_made",
          "numbered",
          "texts",
          "more",
          "json_floats");

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MYSQL_56", "MARIADB"})
  void theLogTellsWhatTheTablesHold(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    String database = TestedPair.newName("logged");
    List<String> statements = new ArrayList<>(ValueCases.statements());
    statements.addAll(FloatsTable.statements());
    if (type == ServerType.MYSQL_56) {
      assertTold(server, database, statements, TABLES.subList(0, 2));
      return;
    }
    statements.addAll(OddTables.statements(type == ServerType.MARIADB));
    statements.addAll(more(type == ServerType.MARIADB));
    assertTold(server, database, statements, TABLES);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void textOfEveryCharacterSetIsTold(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    List<String> sets = CharacterSetTables.sets(server);
    List<String> statements = new ArrayList<>();
    sets.forEach(set -> statements.addAll(CharacterSetTables.statements(set)));
    assertTold(
        server,
        TestedPair.newName("logged_sets"),
        statements,
        sets.stream().map(CharacterSetTables::table).toList());
  }

  /** What the other tables do not have. */
  static List<String> more(boolean mariaDb) {
    String point = "ST_GeomFromText('POINT(1 -2.5)', 4326)";
    String line = "ST_GeomFromText('LINESTRING(0 0, 1 1, 2 0.1)')";
    String json =
        mariaDb
            ? "'{\"a\": [1, 2]}'"
            : "JSON_OBJECT('d', CAST('2024-02-29' AS DATE), 't', CAST('-12:00:00.5' AS TIME(6)),"
                + " 'dt', TIMESTAMP'2024-02-29 01:02:03.000004', 'n', CAST(-12.50 AS DECIMAL(6,2)),"
                + " 'b', x'00ff10', 'long', REPEAT('é', 70000), 'bytes', CAST(REPEAT('x', 200) AS"
                + " BINARY), 'y', CAST(1999 AS YEAR))";
    return List.of(
        "CREATE TABLE more (id INT PRIMARY KEY, z DECIMAL(10,2) ZEROFILL, z2 DECIMAL(3,3) ZEROFILL,"
            + " zb BIGINT ZEROFILL, g GEOMETRY, p POINT, j JSON, dd DOUBLE(12,4), t2 TIME(2),"
            + " ts1 TIMESTAMP(1) NULL, dt4 DATETIME(4), t5 TIME(5), d1 DECIMAL(1,0), d9 DECIMAL(9,9),"
            + " d10 DECIMAL(10,9), d18 DECIMAL(18,9), vb VARBINARY(300), v VARCHAR(300),"
            + " c CHAR(255), b BINARY(255))",
        "INSERT INTO more VALUES (1, 1.5, 0.5, 42, "
            + line
            + ", "
            + point
            + ", "
            + json
            + ", -1.25, '-00:00:00.01', '2024-01-01 00:00:00.9', '2024-01-01 00:00:00.0001',"
            + " '-12:00:00.50000', -9, -0.000000001, 1.000000001, 123456789.987654321,"
            + " REPEAT(x'00', 299), REPEAT('é', 300), REPEAT('中', 255), REPEAT(x'01', 255)),"
            + " (2, 0, 0, 0, NULL, NULL, '[]', 0, '00:00:00.00', '1970-01-01 00:00:01',"
            + " '0000-00-00', '838:59:58.99999', 0, 0, 0, 0, '', '', '', '')",
        "CREATE TABLE json_floats (id INT PRIMARY KEY, j JSON)",
        "INSERT INTO json_floats SELECT id, JSON_ARRAY(d, f, d2 * 1e-7) FROM floats");
  }

  private static void assertTold(
      DatabaseServer server, String database, List<String> statements, List<String> tables)
      throws Exception {
    List<String> prepared =
        List.of(
            "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
            "USE " + database,
            "SET NAMES utf8mb4",
            "SET time_zone = '+00:00'",
            "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
    List<String> creating = new ArrayList<>(prepared);
    List<String> filling = new ArrayList<>(prepared.subList(1, prepared.size()));
    statements.forEach(sql -> (sql.startsWith("CREATE") ? creating : filling).add(sql));
    server.execute(creating.toArray(String[]::new));
    try (LogTail tail =
        new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()))) {
      List<CapturedTable> captured = tail.tables(database, tables.toArray(String[]::new));
      server.execute(filling.toArray(String[]::new));
      assertInserted(tail, server, captured);
      assertUpdatedAndDeleted(tail, server, captured);
    } finally {
      server.execute("DROP DATABASE " + database);
    }
  }

  private static void assertInserted(
      LogTail tail, DatabaseServer server, List<CapturedTable> captured) throws Exception {
    List<LogTail.Told> told = tail.read(captured);
    for (CapturedTable table : captured) {
      List<RowImage> inserted = images(told, table, RowChange.Kind.INSERT, true);
      assertThat(shown(table, inserted))
          .as("inserted rows of %s", table.definition().name())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(shown(table, tail.snapshot(table)))
          .containsExactlyInAnyOrderElementsOf(plain(server, table));
    }
  }

  private static void assertUpdatedAndDeleted(
      LogTail tail, DatabaseServer server, List<CapturedTable> captured) {
    List<List<String>> held = new ArrayList<>();
    captured.forEach(table -> held.add(shown(table, tail.snapshot(table))));
    for (CapturedTable table : captured) {
      String name = table.definition().name().toString();
      String number = table.columns().stream().anyMatch(c -> c.name().equals("id")) ? "id" : "n";
      server.execute(
          "SET SESSION sql_mode = ''",
          "UPDATE " + name + " SET " + number + " = " + number + " + 100000",
          "DELETE FROM " + name);
    }
    List<LogTail.Told> told = tail.read(captured);
    for (int i = 0; i < captured.size(); i++) {
      CapturedTable table = captured.get(i);
      List<RowImage> old = images(told, table, RowChange.Kind.UPDATE, false);
      List<RowImage> changed = images(told, table, RowChange.Kind.UPDATE, true);
      List<RowImage> deleted = images(told, table, RowChange.Kind.DELETE, false);
      assertThat(shown(table, old)).containsExactlyInAnyOrderElementsOf(held.get(i));
      assertThat(shown(table, deleted)).containsExactlyInAnyOrderElementsOf(shown(table, changed));
      assertThat(changed).hasSameSizeAs(old).doesNotContainAnyElementsOf(old);
    }
  }

  private static List<RowImage> images(
      List<LogTail.Told> told, CapturedTable table, RowChange.Kind kind, boolean after) {
    return told.stream()
        .flatMap(one -> one.changes().stream())
        .filter(change -> change.table().equals(table.definition().name().name()))
        .map(LogTail.Change::row)
        .filter(row -> row.kind() == kind)
        .map(row -> after ? row.after() : row.before())
        .toList();
  }

  /** Each row as its values' bytes. */
  private static List<String> shown(CapturedTable table, List<RowImage> rows) {
    List<String> shown = new ArrayList<>();
    for (RowImage row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < row.columns(); i++) {
        byte[] value = new byte[row.length(i)];
        System.arraycopy(row.data(), row.offset(i), value, 0, value.length);
        String name = table.columns().get(i).name();
        text.append(shown(name, row.isAbsent(i), row.isNull(i) ? null : value));
      }
      shown.add(text.toString());
    }
    return shown;
  }

  private static String shown(String column, boolean absent, byte[] value) {
    String text =
        value == null ? "NULL" : "'" + new String(value, StandardCharsets.ISO_8859_1) + "'";
    return column + "=" + (absent ? "absent" : text) + " ";
  }

  private static List<String> plain(DatabaseServer server, CapturedTable table) throws Exception {
    List<ColumnDefinition> columns = table.columns();
    String list = columns.stream().map(LogValuesIT::plain).collect(Collectors.joining(", "));
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET NAMES utf8mb4");
      statement.execute("SET time_zone = '+00:00'");
      try (ResultSet found =
          statement.executeQuery("SELECT " + list + " FROM " + table.definition().name())) {
        while (found.next()) {
          StringBuilder row = new StringBuilder();
          for (int i = 0; i < columns.size(); i++) {
            row.append(shown(columns.get(i).name(), false, found.getBytes(i + 1)));
          }
          rows.add(row.toString());
        }
      }
    }
    return rows;
  }

  /** The expression that gives a value as the log tells it. */
  static String plain(ColumnDefinition column) {
    return switch (column.type().kind()) {
      case FLOAT, DOUBLE -> column.name() + " * 1e0";
      case ENUM, SET -> "CAST(" + column.name() + " AS UNSIGNED)";
      default -> column.name();
    };
  }
}
