package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.sql.ShownColumns.Shown;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads labels of an ENUM or SET that the server shows with question marks. Writes nothing. One
 * use, one thread.
 */
final class ExactLabels {

  /** A server without recursive queries: MySQL before 8.0, MariaDB before 10.2. */
  private static final int NO_SUCH_SYNTAX = 1064;

  /** MariaDB gives the column of numbers no more digits than its first one has. */
  private static final String SEED = "18446744073709551615";

  private final CatalogQuery query;
  private final String table;
  private final Shown column;
  private final String name;

  ExactLabels(CatalogQuery query, ObjectName table, Shown column) {
    this.query = query;
    this.table = Identifiers.quote(table);
    this.column = column;
    this.name = Identifiers.quote(column.name());
  }

  /**
   * The labels by their number in an ENUM, their bit in a SET.
   *
   * @param shown how the server shows each of them
   * @throws IllegalArgumentException when the server does not tell one
   */
  Map<String, String> read(Map<String, Token> shown) {
    Map<String, String> found = new HashMap<>();
    keep(byType(shown.keySet()), shown, found);
    for (String number : shown.keySet()) {
      if (!found.containsKey(number)) {
        keep(query.rows(byRow(number)), shown, found);
      }
      if (!found.containsKey(number)) {
        throw new IllegalArgumentException(
            "has the label '"
                + shown.get(number).text()
                + "' in column "
                + column.name()
                + ": this server shows characters beyond the BMP as question marks, and no row has"
                + " it");
      }
    }
    return found;
  }

  /** Takes what the server may have shown so; MySQL 8.0.33 tells the number in place of a label. */
  private static void keep(List<Row> rows, Map<String, Token> shown, Map<String, String> found) {
    for (Row row : rows) {
      String label = ExactTexts.text(row.text("label"));
      Token wanted = shown.get(row.text("n"));
      if (wanted != null && wanted.text().equals(lossy(label))) {
        found.put(row.text("n"), label);
      }
    }
  }

  private static String lossy(String label) {
    return label.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?");
  }

  /**
   * A recursive query has the type of its first part, so numbers put into it become labels. No row
   * is needed.
   */
  private List<Row> byType(Collection<String> numbers) {
    String wanted =
        numbers.stream()
            .map(n -> "SELECT CAST(" + n + " AS UNSIGNED) AS n")
            .collect(Collectors.joining(" UNION ALL "));
    String sql =
        ("WITH RECURSIVE oms_labels (label, n) AS (SELECT t.%1$s, CAST(%2$s AS UNSIGNED) FROM"
                + " %3$s%4$s UNION ALL SELECT CAST(w.n AS UNSIGNED), w.n FROM oms_labels l JOIN (%5$s)"
                + " w ON l.n = %2$s) SELECT n, HEX(CONVERT(label USING utf8mb4)) AS label FROM"
                + " oms_labels WHERE n <> %2$s")
            .formatted(name, SEED, table, ExactTexts.ONE, wanted);
    try {
      return query.rows(sql);
    } catch (MigrationException e) {
      if (e.getCause() instanceof SQLException cause && cause.getErrorCode() == NO_SUCH_SYNTAX) {
        return List.of();
      }
      throw e;
    }
  }

  /** The label as a row has it; of a SET, the member that stands behind those with lower bits. */
  private String byRow(String number) {
    boolean single = column.type().equals("enum");
    String place = "BIT_COUNT(" + name + " & (" + number + " | (" + number + " - 1)))";
    String value =
        single
            ? name
            : "SUBSTRING_INDEX(SUBSTRING_INDEX(" + name + ", ',', " + place + "), ',', -1)";
    return "SELECT "
        + number
        + " AS n, HEX(CONVERT("
        + value
        + " USING utf8mb4)) AS label FROM "
        + table
        + " WHERE "
        + name
        + (single ? " = " : " & ")
        + number
        + " LIMIT 1";
  }
}
