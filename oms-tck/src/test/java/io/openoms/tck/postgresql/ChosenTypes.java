package io.openoms.tck.postgresql;

import io.openoms.postgresql.PostgreSql;
import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.postgresql.mapping.TimestamptzMapping;
import java.util.ArrayList;
import java.util.List;

/** Edges of the types that a project may map in another way than by default. Stateless. */
final class ChosenTypes {

  private static final String SPAN =
      "CASE WHEN v < '0' THEN '-' || to_char(-v, 'HH24:MI:SS.US')"
          + " ELSE to_char(v, 'HH24:MI:SS.US') END";
  private static final String SPAN_THERE = "CAST(CAST(v AS TIME(6)) AS CHAR)";
  private static final String MOMENT = "to_char(v AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
  private static final String MOMENT_THERE = "DATE_FORMAT(v, '%Y-%m-%d %H:%i:%s.%f')";

  private ChosenTypes() {}

  static PostgreSql all(PostgreSql server) {
    return server
        .interval(IntervalMapping.TIME)
        .timestamptz(TimestamptzMapping.TIMESTAMP)
        .nan(NanMapping.AS_TEXT);
  }

  static List<TypeCase> cases() {
    List<TypeCase> cases = new ArrayList<>();
    spans(cases);
    moments(cases);
    numbers(cases);
    return cases;
  }

  private static void add(
      List<TypeCase> cases, String type, String source, String sink, String... values) {
    cases.add(new TypeCase("c" + cases.size(), type, source, sink, List.of(values)));
  }

  private static void spans(List<TypeCase> cases) {
    add(
        cases,
        "interval",
        SPAN,
        SPAN_THERE,
        "'0'",
        "'-00:00:01'",
        "'838:59:59'",
        "'-838:59:59'",
        "'838:59:58.999999'",
        "'00:00:00.000001'",
        "'-100:00:00.5'",
        "'24:00:00'");
    add(cases, "interval(0)", SPAN, SPAN_THERE, "'01:02:03'", "'-838:59:59'", "'0'");
    add(cases, "interval(3)", SPAN, SPAN_THERE, "'01:02:03.5'", "'-00:00:00.001'", "'100:00:00'");
    add(cases, "interval day to second", SPAN, SPAN_THERE, "'10:00:00.25'", "'0'");
    add(cases, "span", SPAN, SPAN_THERE, "'09:08:07'", "'-09:08:07.5'");
  }

  private static void moments(List<TypeCase> cases) {
    add(
        cases,
        "timestamptz",
        MOMENT,
        MOMENT_THERE,
        "'1970-01-01 00:00:00+00'",
        "'1970-01-01 00:00:01+00'",
        "'2038-01-19 03:14:08+00'",
        "'2024-03-31 02:30:00.5+05:30'",
        "'0001-01-03 00:00:00+00'",
        "'9999-12-29 23:59:59.999999+00'",
        "'1800-01-01 00:00:00+01'");
    add(cases, "timestamptz(0)", MOMENT, MOMENT_THERE, "'2024-03-31 02:30:00-08'");
    add(cases, "timestamptz(3)", MOMENT, MOMENT_THERE, "'2024-03-31 02:30:00.125-08'");
  }

  private static void numbers(List<TypeCase> cases) {
    add(
        cases,
        "numeric",
        "trim_scale(v)::text",
        "v",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'",
        "1e35",
        "1e-31",
        "-1.10",
        "100",
        "100.000",
        "0.00",
        "12345678901234567890123456789012345678901234567890.123456789");
    add(cases, "numeric(5,2)", "v::text", "v", "'NaN'", "-999.99", "0.10", "100");
    add(
        cases,
        "double precision",
        "v::text",
        "v",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'",
        "0.1",
        "-1.7976931348623157e308",
        "-2.2250738585072014e-308",
        "0");
    add(cases, "real", "v::text", "v", "'NaN'", "'-Infinity'", "0.1", "3.4028235e38", "16777216");
  }

  static String[] types() {
    return new String[] {"CREATE DOMAIN span AS interval CHECK (value < '20:00:00')"};
  }
}
