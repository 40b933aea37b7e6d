package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import java.util.List;
import java.util.stream.Stream;

/** Tables whose rows at the sink are spoiled after the copy, each in another way. */
public final class SpoiledTables {

  /**
   * One table.
   *
   * @param table its name
   * @param definition its columns, in SQL
   * @param rows its rows, in SQL
   * @param spoil what happens at the sink: SQL in which {@code $t} is the table
   * @param missing rows that are then missing
   * @param extra rows that only the sink has then
   * @param different rows that then differ
   * @param columns the columns in which those differ
   */
  public record Spoiled(
      String table,
      String definition,
      String rows,
      List<String> spoil,
      long missing,
      long extra,
      long different,
      List<String> columns) {}

  private static final List<Spoiled> ALL =
      List.of(
          differing("one_bit", "v VARBINARY(9)", "(1, x'00FF'), (2, x'01')", "v = x'00FE'"),
          differing("null_empty", "v VARCHAR(9)", "(1, NULL), (2, '')", "v = ''"),
          differing("null_text", "v VARCHAR(9)", "(1, NULL), (2, '')", "v = 'NULL'"),
          differing("blanks", "v VARCHAR(9)", "(1, 'a'), (2, 'b')", "v = 'a '"),
          differing("letter_case", "v VARCHAR(9)", "(1, 'a'), (2, 'b')", "v = 'A'"),
          differing("accent", "v VARCHAR(9)", "(1, 'e'), (2, 'b')", "v = '\u00e9'"),
          differing("nul", "v VARBINARY(9)", "(1, 'a'), (2, 'b')", "v = x'6100'"),
          differing("signed_zero", "v DOUBLE", "(1, 0e0), (2, 1)", "v = -0e0"),
          differing("last_digit", "v DOUBLE", "(1, 0.1), (2, 1)", "v = 0.10000000000000002e0"),
          differing("float_digit", "v FLOAT", "(1, 16777215), (2, 1)", "v = 16777214"),
          differing(
              "microsecond",
              "v DATETIME(6)",
              "(1, '2024-01-01'), (2, NULL)",
              "v = '2024-01-01 00:00:00.000001'"),
          differing("decimal", "v DECIMAL(30,10)", "(1, 1.5), (2, 2)", "v = 1.5000000001"),
          differing("json", "v JSON", "(1, '{\"a\": [1, 2]}'), (2, NULL)", "v = '{\"a\": [2, 1]}'"),
          differing("json_number", "v JSON", "(1, '[1]'), (2, '[2]')", "v = '[\"1\"]'"),
          differing(
              "large",
              "v LONGTEXT",
              "(1, REPEAT('x', 100000)), (2, '')",
              "v = CONCAT(REPEAT('x', 99999), 'y')"),
          differing("label", "v ENUM('a','b')", "(1, 'a'), (2, 'b')", "v = 'b'"),
          differing("set64", "v SET('a','b','c')", "(1, 'a,b'), (2, 'b')", "v = 'a,c'"),
          differing("bits", "v BIT(9)", "(1, b'100000001'), (2, b'0')", "v = b'100000000'"),
          new Spoiled(
              "separators",
              "id INT PRIMARY KEY, v VARCHAR(9), w VARCHAR(9)",
              "(1, 'a', 'b:c'), (2, 'x', 'y')",
              List.of("UPDATE $t SET v = 'a,1:b', w = 'c' WHERE id = 1"),
              0,
              0,
              1,
              List.of("v", "w")),
          new Spoiled(
              "swapped",
              "id INT PRIMARY KEY, v INT",
              "(1, 10), (2, 20), (3, 30)",
              List.of("UPDATE $t SET v = 30 - v WHERE id < 3"),
              0,
              0,
              2,
              List.of("v")),
          new Spoiled(
              "swapped_unique",
              "id INT PRIMARY KEY, v INT UNIQUE",
              "(1, 10), (2, 20), (3, 30)",
              List.of(
                  "UPDATE $t SET v = 99 WHERE id = 1",
                  "UPDATE $t SET v = 10 WHERE id = 2",
                  "UPDATE $t SET v = 20 WHERE id = 1"),
              0,
              0,
              2,
              List.of("v")),
          new Spoiled(
              "taken_unique",
              "id INT PRIMARY KEY, v INT UNIQUE",
              "(1, 10), (2, 20)",
              List.of("DELETE FROM $t WHERE id = 1", "INSERT INTO $t VALUES (9, 10)"),
              1,
              1,
              0,
              List.of()),
          new Spoiled(
              "key_case",
              "id VARCHAR(9) PRIMARY KEY, v INT",
              "('a', 1), ('b', 2)",
              List.of("UPDATE $t SET id = 'A' WHERE id = 'a'"),
              1,
              1,
              0,
              List.of()),
          new Spoiled(
              "lost_update",
              "id INT PRIMARY KEY, v INT",
              "(1, 1), (2, 1), (3, 1), (4, 1)",
              List.of("UPDATE $t SET v = 0"),
              0,
              0,
              4,
              List.of("v")),
          new Spoiled(
              "beyond",
              "id INT PRIMARY KEY, v INT",
              "(10, 1), (20, 1), (30, 1)",
              List.of(
                  "INSERT INTO $t VALUES (-5, 1), (15, 1), (99, 1)",
                  "DELETE FROM $t WHERE id = 20"),
              1,
              3,
              0,
              List.of()),
          new Spoiled(
              "emptied",
              "id INT PRIMARY KEY, v INT",
              "(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)",
              List.of("DELETE FROM $t"),
              5,
              0,
              0,
              List.of()),
          new Spoiled(
              "empty_source",
              "id INT PRIMARY KEY, v INT",
              "(1, 1)",
              List.of("INSERT INTO $t VALUES (2, 2)"),
              0,
              1,
              0,
              List.of()),
          new Spoiled(
              "text_key",
              "id VARCHAR(9) PRIMARY KEY, v INT",
              "('a', 1), ('B', 2), ('\u00e9', 3), ('z', 4), ('Z9', 5)",
              List.of("UPDATE $t SET v = 0 WHERE id = 'z'", "DELETE FROM $t WHERE id = 'B'"),
              1,
              0,
              1,
              List.of("v")),
          new Spoiled(
              "two_keys",
              "a INT, b DATETIME(3), v INT, PRIMARY KEY (a, b)",
              "(1, '2024-01-01', 1), (1, '2024-01-02', 2), (2, '2024-01-01', 3)",
              List.of("UPDATE $t SET v = 9 WHERE b = '2024-01-02'"),
              0,
              0,
              1,
              List.of("v")),
          new Spoiled(
              "equal_rows",
              "a INT, v VARCHAR(9)",
              "(1, 'x'), (1, 'x'), (1, 'x'), (2, NULL)",
              List.of("DELETE FROM $t WHERE a = 1 LIMIT 1", "INSERT INTO $t VALUES (2, NULL)"),
              1,
              1,
              0,
              List.of()));

  private SpoiledTables() {}

  private static Spoiled differing(String table, String column, String rows, String set) {
    return new Spoiled(
        table,
        "id INT PRIMARY KEY, " + column,
        rows,
        List.of("UPDATE $t SET " + set + " WHERE id = 1"),
        0,
        0,
        1,
        List.of("v"));
  }

  /** All of them. */
  public static List<Spoiled> all() {
    return ALL;
  }

  /** Makes the tables in a database of their own, with their rows. */
  public static String[] create(String database) {
    return Stream.concat(Stream.of("CREATE DATABASE " + database), Stream.of(tables(database)))
        .toArray(String[]::new);
  }

  /** Makes the tables in a database that is there, with their rows. */
  public static String[] tables(String database) {
    return ALL.stream()
        .flatMap(
            one ->
                Stream.of(
                    "CREATE TABLE "
                        + database
                        + "."
                        + one.table()
                        + " ("
                        + one.definition()
                        + ") DEFAULT CHARSET utf8mb4",
                    "INSERT INTO " + database + "." + one.table() + " VALUES " + one.rows()))
        .toArray(String[]::new);
  }

  /**
   * A report tells what was spoiled, in each of these tables, and nothing else.
   *
   * @param as what is compared, for messages
   */
  public static void assertFound(VerificationReport report, String as) {
    for (Spoiled spoiled : ALL) {
      TableVerification table =
          report.tables().stream()
              .filter(one -> one.target().name().equals(spoiled.table()))
              .findFirst()
              .orElseThrow();
      String name = spoiled.table() + ": " + as;
      assertThat(table.error()).as(name).isEmpty();
      assertThat(List.of(table.missing(), table.extra(), table.different(), table.unresolved()))
          .as(name)
          .containsExactly(spoiled.missing(), spoiled.extra(), spoiled.different(), 0L);
      assertThat(table.samples())
          .as(name)
          .filteredOn(row -> row.kind() == RowDifference.Kind.DIFFERENT)
          .allSatisfy(row -> assertThat(row.columns()).isEqualTo(spoiled.columns()));
    }
  }

  /** Spoils the rows of those tables at the sink. */
  public static String[] spoil(String database) {
    return ALL.stream()
        .flatMap(
            one -> one.spoil().stream().map(sql -> sql.replace("$t", database + "." + one.table())))
        .toArray(String[]::new);
  }
}
