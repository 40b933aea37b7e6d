package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.dialect.mysql.sql.Edits;
import io.openoms.dialect.mysql.sql.ShownColumns;
import io.openoms.dialect.mysql.sql.ShownColumns.Shown;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the true texts into a statement of SHOW CREATE TABLE. MySQL and MariaDB convert labels of
 * ENUM and SET and constants to utf8mb3 for it, so that each character beyond the BMP is shown as a
 * question mark (MySQL 8.0: constants as hexadecimal); MariaDB does so with bytes over 127 of
 * binary constants. What shows a question mark is asked for as a value. Thread-safe.
 */
final class ExactTexts {

  /** One row, also of an empty table; none of the table's own. */
  static final String ONE = " AS t RIGHT JOIN (SELECT 1 AS one) AS oms_one ON FALSE";

  private final CatalogQuery query;

  ExactTexts(CatalogQuery query) {
    this.query = query;
  }

  /**
   * The same statement with its true texts. Blocks when any must be asked for.
   *
   * @throws IllegalArgumentException when the server does not tell them
   */
  String exact(ObjectName table, String statement) {
    List<Shown> columns = ShownColumns.of(statement);
    Edits edits = new Edits(statement);
    columns.forEach(column -> labels(table, column, edits));
    List<Shown> asked = columns.stream().filter(ExactTexts::isInexact).toList();
    if (!asked.isEmpty()) {
      constants(table, asked, edits);
    }
    return edits.apply();
  }

  private static boolean isLost(Token text) {
    return text.text().indexOf('?') >= 0;
  }

  private static boolean isBinary(Shown column) {
    return column.type().endsWith("binary");
  }

  private static boolean isInexact(Shown column) {
    return column.constant().isPresent()
        && (isBinary(column)
            || (column.constant().get().kind() == Token.Kind.TEXT
                ? isLost(column.constant().get())
                : column.constant().get().text().startsWith("0x")));
  }

  private void constants(ObjectName table, List<Shown> columns, Edits edits) {
    String values =
        IntStream.range(0, columns.size())
            .mapToObj(i -> constant(columns.get(i)) + " AS v" + i)
            .collect(Collectors.joining(", "));
    String names =
        columns.stream()
            .map(column -> "t." + Identifiers.quote(column.name()))
            .collect(Collectors.joining(", "));
    // The limit makes the inner query a table of its own, whose row is not the missing one of t:
    // that one has no default where the column is NOT NULL.
    String sql =
        "SELECT %s FROM (SELECT %s FROM %s%s LIMIT 1) AS d"
            .formatted(values, names, Identifiers.quote(table), ONE);
    Row row = query.rows(sql).get(0);
    for (int i = 0; i < columns.size(); i++) {
      Token shown = columns.get(i).constant().orElseThrow();
      String hex = row.text("v" + i);
      edits.replace(shown, shown, isBinary(columns.get(i)) ? "x'" + hex + "'" : literal(hex));
    }
  }

  private static String constant(Shown column) {
    String value = "DEFAULT(d." + Identifiers.quote(column.name()) + ")";
    return "HEX(" + (isBinary(column) ? value : "CONVERT(" + value + " USING utf8mb4)") + ")";
  }

  private void labels(ObjectName table, Shown column, Edits edits) {
    Map<String, Token> lost = new LinkedHashMap<>();
    for (int i = 0; i < column.labels().size(); i++) {
      if (isLost(column.labels().get(i))) {
        lost.put(number(column, i), column.labels().get(i));
      }
    }
    if (!lost.isEmpty()) {
      new ExactLabels(query, table, column)
          .read(lost)
          .forEach(
              (n, label) -> {
                Token shown = Objects.requireNonNull(lost.get(n));
                edits.replace(shown, shown, Literals.text(label));
              });
    }
  }

  /** The label's number in an ENUM, its bit in a SET. */
  private static String number(Shown column, int label) {
    return column.type().equals("enum")
        ? String.valueOf(label + 1)
        : Long.toUnsignedString(1L << label);
  }

  private static String literal(String utf8) {
    return Literals.text(text(utf8));
  }

  static String text(String utf8) {
    return new String(HexFormat.of().parseHex(utf8), StandardCharsets.UTF_8);
  }
}
