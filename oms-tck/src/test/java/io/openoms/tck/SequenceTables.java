package io.openoms.tck;

import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A handful of small tables that change at random, and what of them a project selects: one with a
 * key, one with a further unique key, one without a key, two that are merged and come and go one by
 * one. One thread at a time.
 */
final class SequenceTables {

  private static final List<String> SINGLE = List.of("a", "u", "k");
  private static final List<String> MERGED = List.of("m_0", "m_1");
  private static final List<String> TABLES = List.of("a", "u", "k", "m_0", "m_1");
  private static final int KEYS = 12;

  /** How a table is selected. */
  private enum Choice {
    OUT,
    IN,
    MAPPED,
    REDUCED
  }

  private final String database;
  private final DatabaseServer from;
  private final DatabaseServer to;
  private final Random random;
  private final TreeMap<String, Choice> choices = new TreeMap<>();
  private final Set<String> reduced = new HashSet<>();

  SequenceTables(String database, DatabaseServer from, DatabaseServer to, Random random) {
    this.database = database;
    this.from = from;
    this.to = to;
    this.random = random;
    chooseAll();
  }

  void create() {
    from.execute(
        "CREATE TABLE " + t("a") + " (id INT PRIMARY KEY, v INT, w INT)",
        "CREATE TABLE " + t("u") + " (id INT PRIMARY KEY, v INT UNIQUE, w INT)",
        "CREATE TABLE " + t("k") + " (id INT, v INT, w INT)",
        "CREATE TABLE " + t("m_0") + " (id INT PRIMARY KEY, v INT, w INT)",
        "CREATE TABLE " + t("m_1") + " (id INT PRIMARY KEY, v INT, w INT)");
    for (int i = 0; i < 4; i++) {
      write();
    }
  }

  /** Changes each table a little, and says so. */
  String write() {
    List<String> sql = new ArrayList<>();
    for (String table : TABLES) {
      for (int i = 0; i < 3; i++) {
        sql.add(change(table));
      }
    }
    from.execute(sql.toArray(String[]::new));
    return "";
  }

  private String change(String table) {
    int id = key(table);
    String where = " WHERE id = " + id;
    return switch (random.nextInt(5)) {
      case 0 -> "DELETE FROM " + t(table) + where;
      case 1 -> "UPDATE IGNORE " + t(table) + " SET id = " + key(table) + where;
      case 2 -> "UPDATE IGNORE " + t(table) + " SET v = " + random.nextInt(100) + where;
      default ->
          "INSERT IGNORE INTO "
              + t(table)
              + " VALUES (%d, %d, %d)".formatted(id, random.nextInt(100), random.nextInt(100));
    };
  }

  /** Keys of merged tables do not meet. */
  private int key(String table) {
    int id = random.nextInt(KEYS);
    return table.startsWith("m_") ? 2 * id + (table.charAt(2) - '0') : id;
  }

  /** Now and then selects a table otherwise. */
  String choose() {
    if (random.nextInt(2) == 0) {
      return "";
    }
    String table = TABLES.get(random.nextInt(TABLES.size()));
    Choice choice =
        MERGED.contains(table)
            ? Choice.values()[random.nextInt(2)]
            : Choice.values()[random.nextInt(Choice.values().length)];
    choices.put(table, choice);
    if (choice == Choice.REDUCED) {
      reduced.add(table);
    }
    if (choices.values().stream().allMatch(Choice.OUT::equals)) {
      choices.put(table, Choice.IN);
    }
    return table + " is " + choices.get(table) + "; ";
  }

  /** Whether the columns of a table were chosen in more than one way so far. */
  boolean wasChosenOtherwise(ObjectName source) {
    return reduced.contains(source.name());
  }

  /** The names of the targets that are at the sink. */
  Set<String> targets() throws SQLException {
    Set<String> names = new HashSet<>();
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                    + database
                    + "'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** Selects all tables as they are. */
  void chooseAll() {
    TABLES.forEach(table -> choices.put(table, Choice.IN));
  }

  Consumer<ObjectSelection.Builder> selection() {
    TreeMap<String, Choice> now = new TreeMap<>(choices);
    return o -> {
      for (String table : SINGLE) {
        Choice choice = now.get(table);
        if (choice != Choice.OUT) {
          o.include(t(table));
        }
        if (choice == Choice.MAPPED) {
          o.map(t(table), t(table + "_mapped"));
        }
        if (choice == Choice.REDUCED) {
          o.columns(t(table), "id", "v");
        }
      }
      List<String> merged = MERGED.stream().filter(table -> now.get(table) == Choice.IN).toList();
      if (!merged.isEmpty()) {
        o.include(t(merged.size() == 1 ? merged.get(0) : "m_[01]") + "=" + t("m"));
      }
    };
  }

  /** Whether all tables that belong into a target are selected. */
  boolean isWhole(ObjectName target) {
    return !target.name().equals("m")
        || MERGED.stream().allMatch(table -> choices.get(table) == Choice.IN);
  }

  /** The rows that belong into a target. */
  List<String> sourceRows(ObjectName target) throws SQLException {
    String name = target.name().replace("_mapped", "");
    List<String> rows = new ArrayList<>();
    for (String source : name.equals("m") ? MERGED : List.of(name)) {
      rows.addAll(rows(from, t(source), columns(name)));
    }
    rows.sort(null);
    return rows;
  }

  /** The rows that are in it. */
  List<String> targetRows(ObjectName target) throws SQLException {
    return rows(to, target.toString(), columns(target.name().replace("_mapped", "")));
  }

  private String columns(String table) {
    return choices.get(table) == Choice.REDUCED ? "id, v" : "id, v, w";
  }

  void dropTargets() {
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  private static List<String> rows(DatabaseServer server, String table, String columns)
      throws SQLException {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, table, columns);
    }
  }

  private String t(String table) {
    return database + "." + table;
  }
}
