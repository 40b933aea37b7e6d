package io.openoms.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One table with a column for each type and a row for each edge of it: what a source of the family
 * holds and its sink must, too.
 */
public final class ValueCases {

  /** The table's name. */
  public static final String NAME = "edges";

  /** Texts and bytes by their bytes, numbers of labels by themselves; floats are compared apart. */
  private static final String EXACT = "HEX(%s)";

  private static final String DIGEST = "LENGTH(%1$s), SHA2(%1$s, 256)";
  private static final String NUMBER = "CAST(%s AS UNSIGNED)";
  private static final String SHOWN = "%s";
  private static final String LABELS = "HEX(%1$s), %1$s + 0";

  /**
   * A type and its edge values.
   *
   * @param column its column
   * @param compared how a value is read for comparison
   * @param values literals
   */
  record Case(String column, String type, String compared, List<String> values) {}

  private static final List<Case> CASES =
      List.of(
          one("i8", "TINYINT", SHOWN, "-128", "127", "0", "-1"),
          one("u8", "TINYINT UNSIGNED", SHOWN, "0", "255"),
          one("flag", "TINYINT(1)", SHOWN, "0", "1", "2", "-128"),
          one("i16", "SMALLINT", SHOWN, "-32768", "32767"),
          one("u24", "MEDIUMINT UNSIGNED", SHOWN, "0", "16777215"),
          one("i32", "INT", SHOWN, "-2147483648", "2147483647"),
          one("z32", "INT(8) UNSIGNED ZEROFILL", "%s + 0", "0", "42", "4294967295"),
          one("i64", "BIGINT", SHOWN, "-9223372036854775808", "9223372036854775807"),
          one("u64", "BIGINT UNSIGNED", SHOWN, "18446744073709551615", "9223372036854775808", "0"),
          one(
              "dec65",
              "DECIMAL(65,30)",
              SHOWN,
              "99999999999999999999999999999999999.999999999999999999999999999999",
              "-99999999999999999999999999999999999.999999999999999999999999999999",
              "0.000000000000000000000000000001",
              "0"),
          one("dec0", "DECIMAL(65,0) UNSIGNED", SHOWN, "9".repeat(65), "0"),
          one("da", "DATE", SHOWN, dates("")),
          one("dt", "DATETIME", SHOWN, dates(" 23:59:59")),
          one("dt3", "DATETIME(3)", SHOWN, dates(" 00:00:00.001")),
          one("dt6", "DATETIME(6)", SHOWN, dates(" 23:59:59.999999")),
          one(
              "ts",
              "TIMESTAMP NULL",
              SHOWN,
              "'0000-00-00 00:00:00'",
              "'1970-01-01 00:00:01'",
              "'2038-01-19 03:14:07'",
              // The hour that Europe and North America have twice, and the one that they miss.
              "'2024-10-27 00:30:00'",
              "'2024-10-27 01:30:00'",
              "'2024-03-31 01:30:00'",
              "'2024-11-03 05:30:00'",
              "'2024-11-03 06:30:00'"),
          one("ts6", "TIMESTAMP(6) NULL", SHOWN, "'2038-01-19 03:14:07.999999'"),
          one("ti", "TIME", SHOWN, "'838:59:59'", "'-838:59:59'", "'00:00:00'", "'-00:00:01'"),
          one(
              "ti6",
              "TIME(6)",
              SHOWN,
              "'838:59:58.999999'",
              "'-838:59:58.999999'",
              "'-00:00:00.000001'"),
          one("y", "YEAR", SHOWN, "0", "1901", "2155"),
          one("bit1", "BIT(1)", NUMBER, "b'0'", "b'1'"),
          one("bit7", "BIT(7)", NUMBER, "b'1111111'", "b'0000001'"),
          one("bit9", "BIT(9)", NUMBER, "b'100000000'", "b'000100111'", "b'001011100'"),
          one("bit64", "BIT(64)", NUMBER, "18446744073709551615", "9223372036854775808", "0", "39"),
          one(
              "e",
              "ENUM('one','','it''s','b\\\\s','中','two')",
              LABELS,
              "1",
              "2",
              "3",
              "4",
              "5",
              "6"),
          one("s", "SET('x','it''s','中')", LABELS, "0", "1", "2", "4", "5", "7"),
          // OceanBase's kernel leaves an empty label out of a list's text.
          one("s0", "SET('x','','y')", NUMBER, "0", "1", "2", "3", "7"),
          one(
              "s64",
              "SET(" + labels(64) + ")",
              "CAST(%s AS UNSIGNED)",
              "0",
              "1",
              "9223372036854775808",
              "9223372036854775809",
              "18446744073709551615"),
          one("c", "CHAR(10)", EXACT, "''", "'a'", "' a'", "'a\\tb'", "'中文😀'", "'1234567890'"),
          one(
              "v",
              "VARCHAR(100)",
              EXACT,
              "''",
              "' '",
              "'a  '",
              "'  a'",
              "'NULL'",
              "'it''s \"\\\\ `'",
              "'\\\\0'",
              "'a\\0b\\0'",
              "x'0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f7f'",
              "'%_;--#/*!'",
              "'?{fn now()}'",
              "'e\u0301\u200b\ufeff'",
              "'\ud83d\ude00\ud83c\uddee'",
              "'\uffff'",
              "'\\Z'",
              "'a\\r\\nb\\n'"),
          one("bt", "TINYTEXT", EXACT, "''", "REPEAT('ä', 127)"),
          one("lt", "LONGTEXT", DIGEST, "''", "REPEAT('it''s \\\\ 😀', 9999)"),
          one("b", "BINARY(4)", EXACT, "x'00000000'", "x'01000000'", "x'20202020'", "x'ff270a5c'"),
          one("vb", "VARBINARY(100)", EXACT, "''", "x'00'", "x'0100'", "x'00ff275c0a0d1a22'"),
          one("lb", "LONGBLOB", DIGEST, "''", "x'00'", "REPEAT(x'00ff275c0a0d1a22', 9999)"));

  private ValueCases() {}

  private static Case one(String column, String type, String compared, String... values) {
    return new Case(column, type, compared, List.of(values));
  }

  private static String[] dates(String time) {
    return Stream.of(
            "0000-00-00",
            "2020-00-00",
            "2020-02-00",
            "0001-01-01",
            "9999-12-31",
            "1000-01-01",
            "1970-01-01",
            "2024-02-29",
            "2023-02-31")
        .map(date -> "'" + date + (date.startsWith("0000") ? "" : time) + "'")
        .toArray(String[]::new);
  }

  private static String labels(int count) {
    return IntStream.range(0, count).mapToObj(i -> "'m" + i + "'").collect(Collectors.joining(","));
  }

  /** Each type with its values. */
  static List<Case> cases() {
    return CASES;
  }

  /** What is read of the table, on both sides: one list of columns for each type. */
  public static List<String> columns() {
    return CASES.stream().map(one -> "id, " + one.compared().formatted(one.column())).toList();
  }

  /** Creates the table with a row for each place in the lists of values, and one of NULLs. */
  public static List<String> statements() {
    int rows = CASES.stream().mapToInt(one -> one.values().size()).max().orElseThrow();
    return Stream.concat(
            Stream.of("CREATE TABLE " + NAME + " (" + definition() + ")"),
            IntStream.rangeClosed(0, rows).mapToObj(ValueCases::insert))
        .toList();
  }

  /** What stands between the brackets of CREATE TABLE; all columns but {@code id} may be NULL. */
  public static String definition() {
    return CASES.stream()
        .map(one -> one.column() + " " + one.type() + (one.type().endsWith("NULL") ? "" : " NULL"))
        .collect(Collectors.joining(", ", "id INT PRIMARY KEY, ", ""));
  }

  /** The edge values of each column but {@code id}, as literals, in the columns' order. */
  public static Map<String, List<String>> literals() {
    Map<String, List<String>> literals = new LinkedHashMap<>();
    CASES.forEach(one -> literals.put(one.column(), one.values()));
    return literals;
  }

  private static String insert(int row) {
    return CASES.stream()
        .map(one -> row < one.values().size() ? one.values().get(row) : "NULL")
        .collect(Collectors.joining(", ", "INSERT INTO " + NAME + " VALUES (" + row + ", ", ")"));
  }
}
