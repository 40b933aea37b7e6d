package io.openoms.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for each kind of key, with keys at the edges of its type and its order. */
public final class KeyTables {

  private static final String TEXTS =
      "'', 'a', 'B', 'c', 'D', 'aa', 'Ab', 'ac', 'é', 'fg', 'ñ', 'z', 'it''s', 'back\\\\slash', '100%',"
          + " 'under_score', 'a b', ' b', 'Zz', '0', '00', '10', '9', '-1'";
  private static final String BYTES =
      "'', x'00', x'0000', x'0001', x'27', x'2700', x'5c', x'5c27', x'7f', x'80', x'ff', x'ff00',"
          + " x'ffff', x'20', x'2020', x'41', x'61', x'e4', x'c3a4', x'0a'";
  private static final String DATES =
      "'0000-00-00', '0001-01-01', '1000-01-01', '1969-12-31', '1970-01-01', '2020-00-00',"
          + " '2020-01-00', '2020-02-31', '2020-03-01', '2024-02-29', '9999-12-31'";

  /** A table: its columns with the key, and its rows. */
  private record Keyed(String name, String columns, String rows) {}

  private KeyTables() {}

  /** The tables' names. */
  public static List<String> names(boolean mariaDb) {
    return tables(mariaDb).stream().map(Keyed::name).toList();
  }

  /** Every table has the columns of its key and one more. */
  public static List<String> statements(boolean mariaDb) {
    List<String> statements = new ArrayList<>();
    for (Keyed table : tables(mariaDb)) {
      statements.add("CREATE TABLE " + table.name() + " (n INT, " + table.columns() + ")");
    }
    statements.addAll(rows(mariaDb));
    return statements;
  }

  /** The statements that write the rows of all tables. */
  static List<String> rows(boolean mariaDb) {
    return tables(mariaDb).stream()
        .filter(table -> !table.rows().isEmpty())
        .map(table -> "INSERT INTO " + table.name() + " VALUES " + numbered(table.rows()))
        .toList();
  }

  /** The key as it is compared: texts by their characters, numbers of labels, bits of floats. */
  public static String compared(String table) {
    return switch (table) {
      case "k_composite" -> "HEX(a), b, c + 0, d";
      case "k_set", "k_bit" -> "CAST(k AS UNSIGNED)";
      case "k_enum" -> "k + 0, HEX(k)";
      case "k_bytes", "k_uuid" -> "HEX(k)";
      case "k_float", "k_double" -> "k * 1e0";
      case "k_gbk", "k_sjis", "k_utf16", "k_latin1" -> "HEX(CONVERT(k USING utf8mb4))";
      default -> "k";
    };
  }

  private static List<Keyed> tables(boolean mariaDb) {
    List<Keyed> tables =
        new ArrayList<>(
            List.of(
                one("k_text_ci", "VARCHAR(30) COLLATE utf8mb4_unicode_ci", TEXTS),
                one(
                    "k_text_bin",
                    "VARCHAR(30) COLLATE utf8mb4_bin",
                    TEXTS + ", 'A', 'á', '😀', 'a\\0'"),
                one(
                    "k_latin1",
                    "VARCHAR(30) CHARACTER SET latin1 COLLATE latin1_german2_ci",
                    TEXTS),
                one("k_gbk", "CHAR(10) CHARACTER SET gbk", "'中', '文', '字', '啊', 'a', '', '一', '齄'"),
                one(
                    "k_sjis",
                    "VARCHAR(10) CHARACTER SET sjis",
                    "'あ', 'ア', 'ｱ', '亜', '表', 'x', 'ソ'"),
                one("k_utf16", "VARCHAR(10) CHARACTER SET utf16", "'中', 'a', '😀', 'é', '', 'zz'"),
                one("k_uuid_text", "CHAR(36) CHARACTER SET ascii", uuids(false)),
                one("k_uuid", "BINARY(16)", uuids(true) + ", x'00000000000000000000000000000000'"),
                one("k_bytes", "VARBINARY(20)", BYTES),
                one(
                    "k_decimal",
                    "DECIMAL(30,10)",
                    "-99999999999999999999.9999999999, -1, -0.0000000001,"
                        + " 0, 0.0000000001, 1, 1.5, 2, 10, 99999999999999999999.9999999999"),
                one("k_date", "DATE", DATES),
                one(
                    "k_datetime",
                    "DATETIME(6)",
                    DATES
                        + ", '2020-01-01 00:00:00.000001',"
                        + " '2020-01-01 00:00:00.000002', '9999-12-31 23:59:59.999999'"),
                one(
                    "k_timestamp",
                    "TIMESTAMP(6)",
                    "'0000-00-00', '1970-01-01 00:00:01',"
                        + " '2024-10-27 00:30:00', '2024-10-27 01:30:00', '2038-01-19 03:14:07.999999'"),
                one(
                    "k_time",
                    "TIME(6)",
                    "'-838:59:59', '-00:00:00.000001', '00:00:00', '09:00:00',"
                        + " '10:00:00', '100:00:00', '99:59:59.999999', '838:59:59', '-1:00:00', '-10:00:00'"),
                one("k_year", "YEAR", "0, 1901, 1999, 2000, 2155"),
                one(
                    "k_u64",
                    "BIGINT UNSIGNED",
                    "0, 1, 2, 9223372036854775807, 9223372036854775808,"
                        + " 9223372036854775809, 18446744073709551614, 18446744073709551615, 1000000"),
                one(
                    "k_i64",
                    "BIGINT",
                    "-9223372036854775808, -9223372036854775807, -1, 0, 1, 77,"
                        + " 9223372036854775807, -1000000"),
                one("k_enum", "ENUM('z','m','','a','10','9')", "1, 2, 3, 4, 5, 6"),
                one(
                    "k_set",
                    "SET(" + labels() + ")",
                    "0, 1, 2, 3, 4, 9223372036854775807,"
                        + " 9223372036854775808, 9223372036854775809, 18446744073709551615"),
                one(
                    "k_bit",
                    "BIT(64)",
                    "0, 1, 39, 92, 255, 256, 9223372036854775808,"
                        + " 18446744073709551615, 65535"),
                one(
                    "k_double",
                    "DOUBLE",
                    "-1.7976931348623157e308, -5e-324, 0, 5e-324, 0.1, 1e15,"
                        + " 1.0000000000000002, 1, 1.7976931348623157e308"),
                one(
                    "k_float",
                    "FLOAT",
                    "-3.4028234663852886e38, -1.401298464324817e-45, 0, 0.1, 0.2,"
                        + " 16777216, 16777218, 1, 1.0000001192092896"),
                new Keyed(
                    "k_composite",
                    "a VARCHAR(5) NOT NULL, b DATE NOT NULL, c BIT(3) NOT NULL,"
                        + " d BIGINT UNSIGNED NOT NULL, PRIMARY KEY (c, a, d, b)",
                    composite()),
                new Keyed(
                    "k_unique",
                    "k VARCHAR(9) NOT NULL, o INT NULL, UNIQUE (k), KEY (o)",
                    "(0, 'b', NULL), (0, 'a', 1), (0, 'd', 1), (0, 'c', NULL), (0, 'e', 2)"),
                new Keyed("k_one", "k INT PRIMARY KEY", "(0, 5)"),
                new Keyed("k_empty", "k INT PRIMARY KEY", ""),
                new Keyed(
                    "k_prefix",
                    "k VARCHAR(20) NOT NULL, UNIQUE (k(2))",
                    "(0, 'aaaa'), (0, 'abbb'), (0, 'acc'), (0, 'b')")));
    if (!mariaDb) {
      tables.add(one("k_no_pad", "VARCHAR(30) COLLATE utf8mb4_0900_as_cs", TEXTS));
    }
    return tables;
  }

  private static Keyed one(String name, String type, String keys) {
    String rows =
        List.of(keys.split(", ")).stream()
            .map(key -> "(0, " + key + ")")
            .collect(Collectors.joining(", "));
    return new Keyed(name, "k " + type + " NOT NULL PRIMARY KEY", rows);
  }

  private static String uuids(boolean bytes) {
    return IntStream.range(0, 20)
        .mapToObj(i -> new UUID(i * 0x9E3779B97F4A7C15L, ~i * 0x7F4A7C1500L).toString())
        .map(uuid -> bytes ? "x'" + uuid.replace("-", "") + "'" : "'" + uuid + "'")
        .collect(Collectors.joining(", "));
  }

  /** Rows are written with 0 as their first value; each gets a number of its own. */
  private static String numbered(String rows) {
    StringBuilder numbered = new StringBuilder(rows);
    int number = 0;
    for (int at = 0; at >= 0; at = numbered.indexOf("(0, ", at)) {
      numbered.replace(at + 1, at + 2, "" + ++number);
    }
    return numbered.toString();
  }

  private static String labels() {
    return IntStream.range(0, 64).mapToObj(i -> "'m" + i + "'").collect(Collectors.joining(","));
  }

  private static String composite() {
    return IntStream.range(0, 60)
        .mapToObj(
            i ->
                "(0, '%s', '2020-01-%02d', %d, %s)"
                    .formatted(
                        "a'".repeat(i % 2).replace("'", "''") + i % 3,
                        1 + i / 6,
                        i % 8,
                        Long.toUnsignedString(-1L - i / 4)))
        .collect(Collectors.joining(", "));
  }
}
