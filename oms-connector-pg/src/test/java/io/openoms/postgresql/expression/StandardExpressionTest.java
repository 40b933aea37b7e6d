package io.openoms.postgresql.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.NativeType;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardExpressionTest {

  private static final List<ColumnDefinition> COLUMNS =
      List.of(
          column("a", "int4", "integer", -1),
          column("b", "int8", "bigint", -1),
          column("n", "numeric", "numeric(10,2)", 4 + (10 << 16 | 2)),
          column("any number", "numeric", "numeric", -1),
          column("f", "float8", "double precision", -1),
          column("r", "float4", "real", -1),
          column("t", "text", "text", -1),
          column("v", "varchar", "character varying(9)", 13),
          column("c", "bpchar", "character(9)", 13),
          column("d", "date", "date", -1),
          column("at", "timestamp", "timestamp without time zone", -1),
          column("z", "timestamptz", "timestamp with time zone", -1),
          column("on", "bool", "boolean", -1),
          column("ip", "inet", "inet", -1),
          column(
              "m",
              TypeMapping.of(
                  new NativeType("s", "mood", 'e', false, -1, "s.mood", List.of("sad", "ok")))));

  private static ColumnDefinition column(String name, String type, String text, int modifier) {
    return column(
        name,
        TypeMapping.of(new NativeType("pg_catalog", type, 'b', false, modifier, text, List.of())));
  }

  private static ColumnDefinition column(String name, DataType type) {
    return new ColumnDefinition(
        name, type, true, Optional.empty(), false, Optional.empty(), Optional.empty(), false, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          (a > 0); ("a" > 0)
          ((a >= 1) AND (b <= '-5'::bigint)); (("a" >= 1) AND ("b" <= -5))
          (n >= (0)::numeric); ("n" >= 0)
          (n * (a)::numeric); ("n" * ("a"))
          ((a % 2) = 1); ((MOD("a", 2)) = 1)
          (f > (0)::double precision); ("f" > 0)
          (t <> ''::text); (CHAR_LENGTH("t") <> 0)
          (t = 'it''s'::text); ("t" = 'it''s')
          ((v)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])); (("v") IN ('x', 'y'))
          (t ~~ 'a\\_%'::text); ("t" LIKE 'a\\_%')
          (length((v)::text) < 5); (CHAR_LENGTH(("v")) < 5)
          ((t || ' '::text) || (v)::text); (CONCAT((CONCAT("t", ' ')), ("v")))
          (m = 'ok'::s.mood); ("m" = 'ok')
          ((a IS NULL) OR (NOT "on")); (("a" IS NULL) OR (NOT "on"))
          (d < '2024-01-01'::date); ("d" < DATE '2024-01-01')
          (at > '2024-01-01 00:00:00'::timestamp without time zone); ("at" > TIMESTAMP '2024-01-01 00:00:00')
          (CASE WHEN (a > 0) THEN 1 ELSE 0 END = 1); (CASE WHEN ("a" > 0) THEN 1 ELSE 0 END = 1)
          (CASE WHEN on THEN n ELSE NULL::numeric END > (0)::numeric); (CASE WHEN "on" THEN "n" ELSE NULL END > 0)
          ((COALESCE(a, 0) + abs(a)) > 1); ((COALESCE("a", 0) + ABS("a")) > 1)
          (- a); (-"a")
          """)
  void conditionsAreTranslated(String expression, String expected) {
    assertThat(StandardExpression.condition(expression, COLUMNS))
        .isEqualTo(new SqlText(Dialect.STANDARD, expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a / 2)",
        "on",
        "CASE WHEN on THEN (a > 0) ELSE (a <= 0) END",
        "COALESCE(on, true)",
        "(t > 'a'::text)",
        "(t <> 'a'::text)",
        "(m > 'ok'::s.mood)",
        "(t ~ '^a'::text)",
        "(t ~~* 'a%'::text)",
        "lower(t)",
        "(z > '2024-01-01 00:00:00+00'::timestamp with time zone)",
        "(z > now())",
        "(n)::integer",
        "(t)::character varying(3)",
        "(r > (0)::double precision)",
        "(\"any number\" * n)",
        "(ip = '10.0.0.1'::inet)",
        "(c = 'a'::bpchar)",
        "(missing > 0)",
        "(a > 0) b",
        "(a > E'1')",
        "(a > ?)",
        "(d + 1)",
        "(t = 'a'::text",
        "a[1]",
        "((a > 0) AND",
        "'infinity'::date",
        "(n = 'NaN'::numeric)",
        "(a <> ALL (ARRAY[1, 2]))"
      })
  void whatMayMeanSomethingElseKeepsItsLanguage(String expression) {
    assertThat(StandardExpression.condition(expression, COLUMNS))
        .isEqualTo(PostgreSqlDialect.text(expression));
  }

  /** Other products hold texts equal that differ in blanks at their end. */
  @ParameterizedTest
  @ValueSource(strings = {"(t = 'a'::text)", "(t = ANY (ARRAY['a'::text]))"})
  void aComputedValueDoesNotDependOnBlanks(String expression) {
    assertThat(StandardExpression.value(expression, COLUMNS).dialect())
        .isEqualTo(PostgreSqlDialect.ID);
    assertThat(StandardExpression.condition(expression, COLUMNS).dialect())
        .isEqualTo(Dialect.STANDARD);
  }
}
