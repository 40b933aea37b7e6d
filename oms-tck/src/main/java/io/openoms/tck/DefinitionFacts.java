package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.PlainSession;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of the tables and views of a database, each fact by its name, in a form that
 * MySQL, MariaDB and OceanBase share: by plain SQL in a {@link PlainSession}, without the code
 * under test. Expressions are compared without parentheses, spaces, quotes of names and
 * introducers, which each server writes in its own way.
 */
final class DefinitionFacts {

  private static final Pattern NEXT = Pattern.compile("AUTO_INCREMENT ?= ?(\\d+)");

  private final Map<String, String> facts = new TreeMap<>();
  private final Statement statement;
  private final String database;
  private final boolean mySql;
  private final boolean mariaDb;

  private DefinitionFacts(Statement statement, String database, String version) {
    this.statement = statement;
    this.database = database;
    this.mariaDb = version.contains("MariaDB");
    this.mySql = !mariaDb && !version.contains("OceanBase");
  }

  /** The facts, by name. */
  static Map<String, String> of(DatabaseServer server, String database) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = PlainSession.statement(connection)) {
      DefinitionFacts facts = new DefinitionFacts(statement, database, server.version());
      facts.tables();
      facts.columns();
      facts.indexes();
      facts.checks();
      facts.partitions();
      facts.views();
      return facts.facts;
    }
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, Reader reader) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private String from(String view, String column) {
    return " FROM information_schema." + view + " WHERE " + column + " = '" + database + "'";
  }

  private void tables() throws SQLException {
    each(
        "SELECT table_name, table_comment, table_collation"
            + from("tables", "table_schema")
            + " AND table_type = 'BASE TABLE'",
        row -> {
          String table = "table " + text(row, 1);
          facts.put(table + " comment", text(row, 2));
          facts.put(table + " collation", text(row, 3));
        });
    for (String table : facts.keySet().toArray(String[]::new)) {
      if (table.endsWith(" comment")) {
        String name = table.substring("table ".length(), table.length() - " comment".length());
        nextNumber(name);
      }
    }
  }

  /** Catalogs tell the next number as it once was, or not at all. */
  private void nextNumber(String table) throws SQLException {
    String fact = "table " + table + " next number";
    each(
        "SHOW CREATE TABLE " + database + ".`" + table + "`",
        row -> {
          Matcher next = NEXT.matcher(text(row, 2));
          facts.put(fact, next.find() ? next.group(1) : "1");
        });
  }

  private void columns() throws SQLException {
    each(
        "SELECT table_name, column_name, ordinal_position, column_type, is_nullable,"
            + " column_default, collation_name, datetime_precision, extra, column_comment,"
            + " generation_expression"
            + from("columns", "table_schema")
            + " AND table_name IN (SELECT table_name"
            + from("tables", "table_schema")
            + " AND table_type = 'BASE TABLE')",
        row -> {
          String column = "column " + text(row, 1) + "." + text(row, 2);
          String extra = text(row, 9).toLowerCase(Locale.ROOT);
          String generated = expression(text(row, 11));
          facts.put(column + " place", text(row, 3));
          facts.put(column + " type", type(text(row, 4)));
          facts.put(column + " nullable", text(row, 5));
          facts.put(column + " default", generated.isEmpty() ? constant(text(row, 6)) : "");
          facts.put(column + " collation", text(row, 7));
          facts.put(column + " digits of a second", text(row, 8));
          facts.put(column + " comment", text(row, 10));
          facts.put(column + " generated", generated);
          facts.put(column + " stored", "" + extra.contains("stored"));
          facts.put(column + " numbered", "" + extra.contains("auto_increment"));
          facts.put(column + " set by updates", "" + extra.contains("on update"));
          facts.put(column + " invisible", "" + extra.contains("invisible"));
        });
  }

  private void indexes() throws SQLException {
    String expression = mySql ? "expression" : "NULL";
    each(
        "SELECT table_name, index_name, seq_in_index, column_name, non_unique, sub_part,"
            + " index_type, index_comment, "
            + expression
            + from("statistics", "table_schema"),
        row -> {
          String index = "index " + text(row, 1) + "." + text(row, 2);
          String type = text(row, 7);
          facts.put(index + " part " + text(row, 3), text(row, 4) + expression(text(row, 9)));
          facts.put(index + " prefix " + text(row, 3), text(row, 6));
          facts.put(index + " unique", "" + text(row, 5).equals("0"));
          facts.put(index + " kind", type.equals("FULLTEXT") || type.equals("SPATIAL") ? type : "");
          facts.put(index + " comment", text(row, 2).equals("PRIMARY") ? "" : text(row, 8));
        });
  }

  /** MariaDB names a column's CHECK as the column; a name that nobody gave is each server's own. */
  private void checks() throws SQLException {
    String level = mariaDb ? ", level" : ", ''";
    each(
        "SELECT constraint_name, check_clause"
            + level
            + from("check_constraints", "constraint_schema"),
        row -> {
          String clause = expression(text(row, 2));
          boolean named =
              !text(row, 3).equals("Column")
                  && !text(row, 1).matches(".*_OBCHECK_\\d+|CONSTRAINT_\\d+");
          facts.put("check " + (named ? text(row, 1) : clause), clause);
        });
  }

  private void partitions() throws SQLException {
    each(
        "SELECT table_name, partition_name, IFNULL(subpartition_name, ''), partition_method,"
            + " partition_expression, partition_description"
            + from("partitions", "table_schema")
            + " AND partition_name IS NOT NULL",
        row -> {
          String partition = "partition " + text(row, 1) + "." + text(row, 2) + "." + text(row, 3);
          facts.put(partition + " method", text(row, 4).replace("LINEAR ", ""));
          facts.put(partition + " expression", expression(text(row, 5)));
          facts.put(partition + " values", expression(text(row, 6)));
        });
  }

  private void views() throws SQLException {
    each(
        "SELECT table_name, view_definition, check_option" + from("views", "table_schema"),
        row -> {
          facts.put("view " + text(row, 1) + " query", expression(text(row, 2)));
          facts.put("view " + text(row, 1) + " check option", text(row, 3));
        });
  }

  private static String text(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Display widths mean nothing; labels are shown with and without escapes. */
  private static String type(String type) {
    if (type.startsWith("enum") || type.startsWith("set")) {
      return type.replace("''", "'").replace("\\\\", "\\");
    }
    return type.replaceAll("^(tinyint|smallint|mediumint|int|bigint|year)\\(\\d+\\)", "$1");
  }

  /**
   * MySQL shows a constant's value, MariaDB the constant and the word NULL for none; OceanBase
   * leaves out the digits of CURRENT_TIMESTAMP(3), though it keeps them.
   */
  private String constant(String shown) {
    if (shown.equals("NULL") || shown.isEmpty()) {
      return "";
    }
    if (shown.toLowerCase(Locale.ROOT).startsWith("current_timestamp")) {
      return "now";
    }
    boolean quoted = shown.startsWith("'") && shown.endsWith("'") && shown.length() > 1;
    return quoted
        ? shown.substring(1, shown.length() - 1).replace("''", "'").replace("\\\\", "\\")
        : shown;
  }

  /** MySQL escapes expressions once more, and shows each byte of their texts as a character. */
  private String expression(String shown) {
    String meant = shown;
    if (mySql && shown.contains("\\'")) {
      meant = shown.replace("\\'", "'").replace("\\\\", "\\");
      meant = new String(meant.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
    return meant
        .replace("`" + database + "`.", "")
        .replaceAll("_[a-z0-9]+(?=')", "")
        .replaceAll("[`()\\s]", "")
        .toLowerCase(Locale.ROOT);
  }
}
