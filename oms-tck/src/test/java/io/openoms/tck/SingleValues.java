package io.openoms.tck;

import io.openoms.tck.ValueCases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables with a column for each type and a row for each value: all other columns are NULL, so that
 * what is found, written or counted hangs on the one value. Among them are values that a collation,
 * a comparison of numbers or of JSON holds equal.
 */
final class SingleValues {

  private static final List<Case> ALIKE =
      List.of(
          like("x_ci", "VARCHAR(20)", "HEX(%s)", "'a'", "'A'", "'a '", "'é'", "'e'", "''", "' '"),
          like("x_long", "LONGTEXT", "HEX(%s)", "'a'", "'A'", "REPEAT('a', 2000)", "'ß'", "'ss'"),
          like("x_flo", "FLOAT", "CONCAT(%s), %s*1e0", "0e0", "-0e0", "1e-1", "16777216", "1e0"),
          like("x_dou", "DOUBLE", "CONCAT(%s), %s*1e0", "0e0", "-0e0", "1e-1", "4.9e-324", "1e0"),
          like("x_fix", "FLOAT(10,3)", "CONCAT(%s)", "0e0", "1.5e0", "-1.5e0"),
          like("x_bin", "VARBINARY(20)", "HEX(%s)", "x'01'", "x'0100'", "x'20'", "''"),
          like("x_blob", "LONGBLOB", "HEX(%s)", "x'01'", "x'0100'", "REPEAT(x'02', 3000)"));

  private static final Case JSON =
      like(
          "x_json",
          "JSON",
          "HEX(%s)",
          "'{\"n\":1}'",
          "'\"a\"'",
          "'\"A\"'",
          "'[1,2]'",
          "'[2,1]'",
          "'null'",
          "'\"null\"'",
          "CONCAT('[\"', REPEAT('x', 5000), '\"]')");

  /** Numbers that only differ in kind: MySQL itself sees no change from one to the other. */
  private static final Case JSON_KINDS =
      like("x_kind", "JSON", "HEX(%s)", "'1'", "'1.0'", "'{\"n\":1}'", "'{\"n\":1.0}'");

  private static final Case POINT =
      like(
          "x_point",
          "POINT",
          "HEX(%s)",
          "x'000000000101000000000000000000F03F000000000000F03F'",
          "x'000000000101000000000000000000F03F0000000000000040'");

  private final List<Case> cases;

  SingleValues(boolean jsonKinds) {
    this.cases =
        Stream.of(
                ValueCases.cases().stream(),
                ALIKE.stream(),
                Stream.of(JSON, POINT),
                jsonKinds ? Stream.of(JSON_KINDS) : Stream.<Case>empty())
            .flatMap(all -> all)
            .filter(one -> one.values().size() > 1)
            .toList();
  }

  private static Case like(String column, String type, String compared, String... values) {
    return new Case(column, type, compared.replace("%s", column), List.of(values));
  }

  List<Case> cases() {
    return cases;
  }

  /**
   * Creates the table and its rows.
   *
   * @param key {@code PRIMARY KEY} or nothing
   * @param shift 0 for each row's own value, 1 for the next one of its column, −1 for no rows
   */
  List<String> statements(String table, String key, int shift) {
    List<String> statements = new ArrayList<>();
    statements.add(
        cases.stream()
            .map(
                one ->
                    one.column() + " " + one.type() + (one.type().endsWith("NULL") ? "" : " NULL"))
            .collect(
                Collectors.joining(", ", "CREATE TABLE " + table + " (n INT " + key + ", ", ")")));
    for (int c = 0; c < cases.size() && shift >= 0; c++) {
      Case one = cases.get(c);
      for (int i = 0; i < one.values().size(); i++) {
        statements.add(
            "INSERT INTO %s (n, %s) VALUES (%d, %s)"
                .formatted(
                    table,
                    one.column(),
                    c * 100 + i,
                    one.values().get((i + shift) % one.values().size())));
      }
    }
    return statements;
  }

  /** All values of a row, to be compared. */
  String select() {
    return cases.stream()
        .map(one -> one.compared().formatted(one.column()))
        .collect(Collectors.joining(", ", "n, ", ""));
  }
}
