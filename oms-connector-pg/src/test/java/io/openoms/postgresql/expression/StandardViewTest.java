package io.openoms.postgresql.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.NativeType;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardViewTest {

  private static final List<ColumnDefinition> COLUMNS =
      List.of(
          column("id", "int8", "bigint"),
          column("n", "int4", "integer"),
          column("t", "text", "text"),
          column("on", "bool", "boolean"),
          column("u", "uuid", "uuid"),
          column("z", "timestamptz", "timestamp with time zone"));

  private static final Map<ObjectName, List<ColumnDefinition>> KNOWN =
      Map.of(new ObjectName("s", "a"), COLUMNS, new ObjectName("s", "Odd b"), COLUMNS);

  private static ColumnDefinition column(String name, String type, String text) {
    return new ColumnDefinition(
        name,
        TypeMapping.of(new NativeType("pg_catalog", type, 'b', false, -1, text, List.of())),
        true,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT id, t AS x FROM s.a; SELECT "a"."id", "a"."t" FROM "s"."a" AS "a"
          SELECT a.id, a.z FROM s.a WHERE (a.n > 5); SELECT "a"."id", "a"."z" FROM "s"."a" AS "a" WHERE (("a"."n" > 5))
          SELECT x.id, (x.n * 2) AS twice FROM s.a x WHERE x."on"; SELECT "x"."id", ("x"."n" * 2) FROM "s"."a" AS "x" WHERE ("x"."on" = TRUE)
          SELECT x.id, y.t FROM (s.a x JOIN s."Odd b" y ON ((x.u = y.u))) WHERE (y.t = 'it''s'::text); SELECT "x"."id", "y"."t" FROM ("s"."a" AS "x" JOIN "s"."Odd b" AS "y" ON ((("x"."u" = "y"."u")))) WHERE (("y"."t" = 'it''s'))
          SELECT x.id FROM (s.a x LEFT JOIN s."Odd b" y ON (((x.id = y.id) AND (y.n IS NOT NULL)))); SELECT "x"."id" FROM ("s"."a" AS "x" LEFT JOIN "s"."Odd b" AS "y" ON (((("x"."id" = "y"."id") AND ("y"."n" IS NOT NULL)))))
          SELECT x.id, COALESCE(y.n, 0) AS n FROM s.a x, s."Odd b" y; SELECT "x"."id", COALESCE("y"."n", 0) FROM "s"."a" AS "x" CROSS JOIN "s"."Odd b" AS "y"
          """)
  void plainQueriesAreTranslated(String query, String expected) {
    // A semicolon ends what the server shows.
    assertThat(StandardView.of(" " + query + ";", KNOWN))
        .isEqualTo(new SqlText(Dialect.STANDARD, expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 AS one",
        "SELECT id FROM s.unknown",
        "SELECT id FROM ONLY s.a",
        "SELECT DISTINCT id FROM s.a",
        "SELECT count(*) AS count FROM s.a",
        "SELECT id FROM s.a GROUP BY id",
        "SELECT id FROM s.a ORDER BY id",
        "SELECT id FROM s.a LIMIT 1",
        "SELECT id FROM s.a UNION SELECT n FROM s.a",
        "SELECT id FROM (SELECT a.id FROM s.a) q",
        "SELECT lower(t) AS lower FROM s.a",
        "SELECT id FROM s.a WHERE (t > 'a'::text)",
        "SELECT id FROM s.a WHERE (z > now())",
        "SELECT id FROM s.a WHERE (EXISTS ( SELECT 1 FROM s.a a_1))",
        "SELECT x.id FROM (s.a x FULL JOIN s.\"Odd b\" y ON ((x.id = y.id)))",
        "SELECT x.id FROM (s.a x JOIN s.\"Odd b\" y USING (id))",
        "SELECT x.id FROM s.a x, s.a \"X\"",
        "SELECT x.id FROM s.a x(id, m)",
        "SELECT id FROM s.a x, s.\"Odd b\" y",
        "SELECT row_number() OVER () AS r FROM s.a",
        "SELECT (t = 'a'::text) AS same FROM s.a",
        "WITH q AS (SELECT 1) SELECT id FROM s.a"
      })
  void otherQueriesKeepTheirLanguage(String query) {
    assertThat(StandardView.of(query, KNOWN)).isEqualTo(PostgreSqlDialect.text(query));
  }

  @Test
  void namesWhatAQueryReads() {
    assertThat(
            StandardView.named(
                "SELECT x.id FROM ((s.a x JOIN s.\"Odd b\" y ON ((x.id = y.id))) LEFT JOIN t.c"
                    + " ON ((c.id = x.id))), s.d;"))
        .contains(
            new ObjectName("s", "a"),
            new ObjectName("s", "Odd b"),
            new ObjectName("t", "c"),
            new ObjectName("s", "d"));
  }
}
