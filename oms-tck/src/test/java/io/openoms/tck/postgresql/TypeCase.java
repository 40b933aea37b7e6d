package io.openoms.tck.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values of one type, and how both servers are asked for them, by plain SQL that gives the same
 * text of the same value. Immutable.
 *
 * @param name the name of its table
 * @param type the type in PostgreSQL
 * @param atSource the question there, of the column {@code v}
 * @param atSink the question at OceanBase
 * @param values the values, as PostgreSQL's literals
 */
record TypeCase(String name, String type, String atSource, String atSink, List<String> values) {

  private static final String MOMENT = "to_char(v, 'YYYY-MM-DD HH24:MI:SS.US')";
  private static final String MOMENT_THERE = "DATE_FORMAT(v, '%Y-%m-%d %H:%i:%s.%f')";
  private static final String BYTES = "encode(convert_to(v::text, 'UTF8'), 'hex')";
  private static final String PRINTED =
      "CASE WHEN v IS DISTINCT FROM NULL"
          + " THEN encode(convert_to(format('%s', v), 'UTF8'), 'hex') END";
  private static final String BYTES_THERE = "LOWER(HEX(v))";
  private static final String BITS = "encode(int8send(v::bigint), 'hex')";
  private static final String BITS_THERE = "LPAD(LOWER(HEX(v + 0)), 16, '0')";
  private static final String SHORT =
      "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(v AS CHAR)))";

  static List<TypeCase> all() {
    List<TypeCase> cases = new ArrayList<>();
    numbers(cases);
    texts(cases);
    times(cases);
    others(cases);
    return cases;
  }

  private static void add(
      List<TypeCase> cases, String type, String atSource, String atSink, String... values) {
    String name =
        "t" + cases.size() + "_" + type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    cases.add(new TypeCase(name, type, atSource, atSink, List.of(values)));
  }

  private static void numbers(List<TypeCase> cases) {
    String text = "v::text";
    String there = "CAST(v AS CHAR)";
    add(cases, "boolean", "v::int::text", there, "true", "false");
    add(cases, "smallint", text, there, "-32768", "32767", "0");
    add(cases, "integer", text, there, "-2147483648", "2147483647", "0");
    add(cases, "bigint", text, there, "-9223372036854775808", "9223372036854775807", "0");
    add(cases, "oid", text, there, "0", "4294967295");
    add(cases, "numeric(5,2)", text, there, "-999.99", "999.99", "0", "0.10");
    add(cases, "numeric(5,0)", text, there, "-99999", "99999");
    String nines = "9".repeat(35) + "." + "9".repeat(30);
    add(cases, "numeric(65,30)", text, there, nines, "-" + nines, "0.5");
    String scaled = "1." + "1".repeat(31);
    add(cases, "numeric(40,31)", PRINTED, BYTES_THERE, scaled, "-" + scaled, "0");
    add(
        cases,
        "numeric",
        "trim_scale(v)::text",
        SHORT,
        nines,
        "-" + nines,
        "0",
        "1.10",
        "-7",
        "1e-30",
        "1e34",
        "0.0000");
    add(
        cases,
        "money",
        "v::numeric::text",
        there,
        "-92233720368547758.08::numeric",
        "92233720368547758.07::numeric",
        "0::money",
        "1234.5::numeric");
    add(
        cases,
        "real",
        "v::float8::text",
        "v * 1e0",
        "3.4028234e38",
        "-3.4028234e38",
        "1e-37",
        "0.1",
        "16777216",
        "0");
    add(
        cases,
        "double precision",
        text,
        "v * 1e0",
        "1.7976931348623157e308",
        "-1.7976931348623157e308",
        "2.2250738585072014e-308",
        "0.1",
        "1e23",
        "9007199254740993",
        "0",
        "0.30000000000000004");
    add(cases, "bit(1)", BITS, BITS_THERE, "B'0'", "B'1'");
    add(cases, "bit(9)", BITS, BITS_THERE, "B'000000001'", "B'111111111'", "B'100000000'");
    add(
        cases,
        "bit(64)",
        BITS,
        BITS_THERE,
        "B'" + "1".repeat(64) + "'",
        "B'" + "0".repeat(63) + "1'",
        "B'1" + "0".repeat(63) + "'");
    add(cases, "bit(70)", PRINTED, BYTES_THERE, "B'" + "10".repeat(35) + "'");
    add(cases, "bit varying(9)", PRINTED, BYTES_THERE, "B''", "B'000000001'", "B'1'");
    add(cases, "bit varying", PRINTED, BYTES_THERE, "B''", "B'" + "1".repeat(100) + "'");
  }

  private static void texts(List<TypeCase> cases) {
    String[] texts = {
      "''",
      "' '",
      "'a  '",
      "'\\t'",
      "E'tab\\tnew\\nline\\r\\\\N\\\\back\\b\\f\\v'",
      "'\\N'",
      "'ünïcödé 😀 \uFFFD'",
      "'quote '' \" `'",
      "E'\\x7f\\x01'"
    };
    add(cases, "text", BYTES, BYTES_THERE, texts);
    add(cases, "character varying", BYTES, BYTES_THERE, texts);
    add(cases, "character varying(40)", BYTES, BYTES_THERE, texts);
    add(cases, "character varying(20000)", BYTES, BYTES_THERE, "repeat('ü', 20000)", "''");
    add(cases, "character(40)", BYTES, BYTES_THERE, texts);
    add(cases, "character(300)", BYTES, BYTES_THERE, "'a  '", "repeat('😀', 300)");
    add(cases, "bpchar", BYTES, BYTES_THERE, "'a  '", "''");
    add(cases, "name", BYTES, BYTES_THERE, "repeat('x', 63)", "'ü'");
    add(cases, "\"char\"", PRINTED, BYTES_THERE, "'a'", "' '");
    add(
        cases,
        "bytea",
        "encode(v, 'hex')",
        BYTES_THERE,
        "''",
        "'\\x00'",
        "'\\x005c27ff0a0d09'",
        "sha256('x')");
    add(
        cases,
        "uuid",
        BYTES,
        BYTES_THERE,
        "'00000000-0000-0000-0000-000000000000'",
        "'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'",
        "gen_random_uuid()");
    add(
        cases,
        "json",
        BYTES,
        BYTES_THERE,
        "'{\"a\" :  1, \"a\": 12345678901234567890123}'",
        "'1e400'",
        "'\"\\u0000\"'",
        "'null'");
    add(cases, "xml", PRINTED, BYTES_THERE, "'<a b=\"1\">ü</a>'", "'text'");
    add(cases, "mood", BYTES, "LOWER(HEX(CAST(v AS CHAR)))", "'sad'", "'o''k'", "'háppy'");
    add(cases, "odd_mood", PRINTED, BYTES_THERE, "'a'", "'A'", "'a '", "''");
    add(
        cases,
        "jsonb",
        "v::text",
        "CAST(v AS CHAR)",
        "'{\"b\": 1, \"a\": [true, null, \"ü😀\"]}'",
        "'[]'",
        "'{}'",
        "'\"text\"'",
        "'18446744073709551615'",
        "'-1'",
        "'null'");
  }

  private static void times(List<TypeCase> cases) {
    add(
        cases,
        "date",
        "to_char(v, 'YYYY-MM-DD')",
        "DATE_FORMAT(v, '%Y-%m-%d')",
        "'0001-01-01'",
        "'9999-12-31'",
        "'2024-02-29'",
        "'1582-10-10'");
    String time = "to_char(v::interval, 'HH24:MI:SS.US')";
    String timeThere = "TIME_FORMAT(v, '%H:%i:%s.%f')";
    add(
        cases,
        "time",
        time,
        timeThere,
        "'00:00:00'",
        "'23:59:59.999999'",
        "'24:00:00'",
        "'01:02:03.4'");
    add(cases, "time(0)", time, timeThere, "'00:00:00'", "'24:00:00'");
    add(cases, "time(3)", time, timeThere, "'12:34:56.789'", "'12:34:56.7'");
    add(
        cases,
        "time with time zone",
        PRINTED,
        BYTES_THERE,
        "'00:00:00+00'",
        "'24:00:00-15:59:59'",
        "'01:02:03.4+05:30'");
    String[] moments = {
      "'0001-01-01 00:00:00'",
      "'9999-12-31 23:59:59.999999'",
      "'2024-03-31 02:30:00.5'",
      "'1969-12-31 23:59:59'"
    };
    add(cases, "timestamp", MOMENT, MOMENT_THERE, moments);
    add(cases, "timestamp(0)", MOMENT, MOMENT_THERE, "'2024-03-31 02:30:00'", "'0001-01-01'");
    add(cases, "timestamp(2)", MOMENT, MOMENT_THERE, "'2024-03-31 02:30:00.12'", "'2024-03-31'");
    String zoned = "to_char(v AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
    add(
        cases,
        "timestamptz",
        zoned,
        MOMENT_THERE,
        "'0001-01-01 00:00:00+00'",
        "'9999-12-31 23:59:59.999999+00'",
        "'2024-03-31 02:30:00.5+05:30'",
        "'1800-01-01 00:00:00+01'");
    add(cases, "timestamptz(3)", zoned, MOMENT_THERE, "'2024-03-31 02:30:00.125-08'");
    add(
        cases,
        "interval",
        PRINTED,
        BYTES_THERE,
        "'0'",
        "'1 year 2 mons -3 days +04:05:06.789'",
        "'-178000000 years -11 mons -2147483648 days -2147483647:59:59.999999'",
        "'P1D'",
        "'24:00:00'");
  }

  private static void others(List<TypeCase> cases) {
    add(
        cases,
        "inet",
        PRINTED,
        BYTES_THERE,
        "'192.168.1.1'",
        "'192.168.1.1/24'",
        "'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/127'");
    add(cases, "cidr", PRINTED, BYTES_THERE, "'10.0.0.0/8'", "'::/0'");
    add(cases, "macaddr", PRINTED, BYTES_THERE, "'08:00:2b:01:02:03'");
    add(cases, "macaddr8", PRINTED, BYTES_THERE, "'08:00:2b:01:02:03:04:05'");
    add(
        cases,
        "integer[]",
        PRINTED,
        BYTES_THERE,
        "'{}'",
        "'{1,NULL,3}'",
        "'[2:3]={1,2}'",
        "'{{1,2},{3,4}}'");
    add(cases, "text[]", PRINTED, BYTES_THERE, "'{NULL,\"NULL\",\"\",\"a,b\",\"q\\\"\"}'");
    add(cases, "timestamptz[]", PRINTED, BYTES_THERE, "'{2024-01-01 00:00:00.5+02,-infinity}'");
    add(cases, "bytea[]", PRINTED, BYTES_THERE, "array['\\x00ff'::bytea]");
    add(cases, "float8[]", PRINTED, BYTES_THERE, "'{0.1,NaN,1e300}'");
    add(cases, "pair", PRINTED, BYTES_THERE, "row(1, 'a b')::pair", "row(NULL, NULL)::pair");
    add(cases, "email", BYTES, BYTES_THERE, "'a@b'", "'ü@x'");
    add(cases, "int4range", PRINTED, BYTES_THERE, "'empty'", "'[1,5)'", "'(,)'");
    add(cases, "tstzrange", PRINTED, BYTES_THERE, "'[2024-01-01 00:00:00+00,)'");
    add(cases, "int4multirange", PRINTED, BYTES_THERE, "'{[1,3),[5,7)}'");
    add(cases, "point", PRINTED, BYTES_THERE, "'(0.1,-2e300)'");
    add(cases, "polygon", PRINTED, BYTES_THERE, "'((0,0),(1,1),(0,1))'");
    add(cases, "tsvector", PRINTED, BYTES_THERE, "'a:1 b''s:2'");
    add(cases, "tsquery", PRINTED, BYTES_THERE, "'a & !b'");
    add(cases, "pg_lsn", PRINTED, BYTES_THERE, "'16/B374D848'");
    add(cases, "jsonpath", PRINTED, BYTES_THERE, "'$.a[*]'");
    add(cases, "regclass", PRINTED, BYTES_THERE, "'pg_catalog.pg_class'", "'pg_catalog.pg_type'");
  }

  /** What the types need. */
  static String[] types() {
    return new String[] {
      "CREATE TYPE mood AS ENUM ('sad', 'o''k', 'háppy')",
      "CREATE TYPE odd_mood AS ENUM ('a', 'A', 'a ', '')",
      "CREATE TYPE pair AS (one int, two text)",
      "CREATE DOMAIN short AS varchar(20)",
      "CREATE DOMAIN email AS short CHECK (value LIKE '%@%')"
    };
  }

  String create() {
    return "CREATE TABLE " + name + " (id int PRIMARY KEY, v " + type + ")";
  }

  /** The values and a NULL, which comes last. */
  String insert() {
    StringBuilder sql = new StringBuilder("INSERT INTO " + name + " VALUES ");
    for (int i = 0; i < values.size(); i++) {
      sql.append("(" + i + ", " + values.get(i) + "), ");
    }
    return sql + "(" + values.size() + ", NULL)";
  }

  /** Rows of both servers as texts that are the same: servers write doubles in several ways. */
  List<String> comparable(List<String> rows) {
    boolean isDouble = type.equals("real") || type.equals("double precision");
    return isDouble ? rows.stream().map(TypeCase::number).toList() : rows;
  }

  private static String number(String row) {
    int bar = row.indexOf('|') + 1;
    String value = row.substring(bar).strip();
    return value.equals("null") ? row : row.substring(0, bar) + Double.parseDouble(value);
  }
}
