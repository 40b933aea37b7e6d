package io.openoms.tck;

import java.util.ArrayList;
import java.util.List;

/**
 * A value at the edge of its type, and the one beside it: one unit, bit, character or microsecond
 * apart.
 *
 * @param type the type, as CREATE TABLE takes it
 * @param value the value, in SQL
 * @param beside the one beside it, in SQL in which {@code $c} is the column
 */
record SpoiledEdge(String type, String value, String beside) {

  private static final String NINES = "9".repeat(35) + "." + "9".repeat(29);

  /** An expression over a column that plain SQL shows alike at any server, without loss. */
  String shown(String column) {
    if (type.equals("FLOAT")) {
      return column + " * 1e0";
    }
    if (type.startsWith("TIMESTAMP")) {
      return "UNIX_TIMESTAMP(" + column + ")";
    }
    boolean isBytes = type.contains("BINARY") || type.endsWith("BLOB") || type.equals("POINT");
    return isBytes ? "HEX(" + column + ")" : column;
  }

  /** Edges of every type that MySQL, MariaDB and OceanBase have. */
  static List<SpoiledEdge> all() {
    List<SpoiledEdge> edges = new ArrayList<>();
    edges.addAll(integers());
    edges.addAll(numbers());
    edges.addAll(texts());
    edges.addAll(bytes());
    edges.addAll(times());
    edges.addAll(documents());
    return edges;
  }

  private static SpoiledEdge of(String type, String value, String beside) {
    return new SpoiledEdge(type, value, beside);
  }

  private static List<SpoiledEdge> integers() {
    return List.of(
        of("TINYINT", "-128", "-127"),
        of("TINYINT UNSIGNED", "255", "254"),
        of("SMALLINT", "-32768", "-32767"),
        of("SMALLINT UNSIGNED", "65535", "65534"),
        of("MEDIUMINT", "-8388608", "-8388607"),
        of("MEDIUMINT UNSIGNED", "16777215", "16777214"),
        of("INT", "-2147483648", "-2147483647"),
        of("INT UNSIGNED", "4294967295", "4294967294"),
        of("BIGINT", "-9223372036854775808", "-9223372036854775807"),
        of("BIGINT", "9223372036854775807", "9223372036854775806"),
        of("BIGINT UNSIGNED", "18446744073709551615", "18446744073709551614"),
        of("INT", "NULL", "0"),
        of("BOOLEAN", "TRUE", "FALSE"),
        of("BIT(1)", "b'1'", "b'0'"),
        of("BIT(64)", "18446744073709551615", "18446744073709551614"),
        of("YEAR", "2155", "2154"),
        of("YEAR", "1901", "1902"),
        of("ENUM('a','b')", "'a'", "'b'"),
        of("SET('a','b','c')", "'a,c'", "'a'"),
        of("SET('a','b')", "''", "NULL"));
  }

  private static List<SpoiledEdge> numbers() {
    return List.of(
        of("DECIMAL(65,30)", NINES + "9", NINES + "8"),
        of("DECIMAL(65,30)", "-" + NINES + "9", "-" + NINES + "8"),
        of("DECIMAL(65,30)", "0", "0." + "0".repeat(29) + "1"),
        of("DECIMAL(65,0)", "9".repeat(65), "9".repeat(64) + "8"),
        of("FLOAT", "16777215", "16777214"),
        of("FLOAT", "3.4028234e38", "3.4028232e38"),
        of("DOUBLE", "1.7976931348623157e308", "1.7976931348623155e308"),
        of("DOUBLE", "2.2250738585072014e-308", "2.225073858507202e-308"),
        of("DOUBLE", "9007199254740991", "9007199254740990"),
        of("DOUBLE", "0e0", "-0e0"));
  }

  private static List<SpoiledEdge> texts() {
    return List.of(
        of("CHAR(255)", "REPEAT('a', 255)", "CONCAT(REPEAT('a', 254), 'b')"),
        of("VARCHAR(300)", "REPEAT('e', 300)", "REPEAT('e', 299)"),
        of("VARCHAR(9)", "''", "NULL"),
        of("VARCHAR(9)", "''", "' '"),
        of("VARCHAR(9)", "'a'", "'A'"),
        of("VARCHAR(9)", "CONCAT('a', CHAR(0))", "'a'"),
        of(
            "VARCHAR(9) CHARACTER SET utf8mb4",
            "CONVERT(x'F09F9880' USING utf8mb4)",
            "CONVERT(x'F09F9881' USING utf8mb4)"),
        of("TINYTEXT", "REPEAT('a', 255)", "CONCAT(REPEAT('a', 254), 'b')"),
        of("TEXT", "REPEAT('a', 65535)", "CONCAT(REPEAT('a', 65534), 'b')"),
        of("MEDIUMTEXT", "REPEAT('a', 70000)", "CONCAT('b', REPEAT('a', 69999))"),
        of("LONGTEXT", "REPEAT('a', 100000)", "REPEAT('a', 99999)"));
  }

  private static List<SpoiledEdge> bytes() {
    return List.of(
        of("BINARY(4)", "x'00000000'", "x'00000001'"),
        of("VARBINARY(9)", "x'00'", "x'0000'"),
        of("VARBINARY(9)", "x'7F'", "x'FF'"),
        of("VARBINARY(9)", "''", "NULL"),
        of("TINYBLOB", "REPEAT(x'FF', 255)", "CONCAT(REPEAT(x'FF', 254), x'FE')"),
        of("BLOB", "REPEAT(x'FF', 65535)", "CONCAT(REPEAT(x'FF', 65534), x'FE')"),
        of("MEDIUMBLOB", "REPEAT(x'00', 70000)", "CONCAT(x'01', REPEAT(x'00', 69999))"),
        of("LONGBLOB", "REPEAT(x'00', 100000)", "REPEAT(x'00', 99999)"));
  }

  private static List<SpoiledEdge> times() {
    return List.of(
        of("DATE", "'9999-12-31'", "'9999-12-30'"),
        of("DATE", "'1000-01-01'", "'1000-01-02'"),
        of("TIME", "'838:59:59'", "'838:59:58'"),
        of("TIME(6)", "'-838:59:58.999999'", "'-838:59:58.999998'"),
        of("TIME(6)", "'00:00:00'", "'-00:00:00.000001'"),
        of("DATETIME", "'9999-12-31 23:59:59'", "'9999-12-31 23:59:58'"),
        of("DATETIME(6)", "'9999-12-31 23:59:59.999999'", "'9999-12-31 23:59:59.999998'"),
        of("DATETIME(6)", "'1000-01-01 00:00:00'", "'1000-01-01 00:00:00.000001'"),
        of("DATETIME(3)", "'2024-02-29 00:00:00.001'", "'2024-02-29 00:00:00.002'"),
        of("TIMESTAMP(6) NULL", "'1970-01-02 00:00:00.000001'", "$c + INTERVAL 1 MICROSECOND"),
        of("TIMESTAMP NULL", "'2037-12-31 23:59:58'", "$c - INTERVAL 1 SECOND"));
  }

  private static List<SpoiledEdge> documents() {
    return List.of(
        of("JSON", "'[9223372036854775807]'", "'[9223372036854775806]'"),
        of("JSON", "'[18446744073709551615]'", "'[18446744073709551614]'"),
        of("JSON", "'{\"a\": null}'", "'{}'"),
        of("JSON", "'[true]'", "'[1]'"),
        of("JSON", "'[\"a\"]'", "'[\"a \"]'"),
        of("JSON", "'null'", "NULL"),
        of(
            "POINT",
            "ST_GeomFromText('POINT(1 -2.5)')",
            "ST_GeomFromText('POINT(1 -2.5000000000000004)')"));
  }
}
