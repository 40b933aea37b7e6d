package io.openoms.postgresql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.NativeType;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTextTest {

  private static DataType type(String name, String text) {
    return TypeMapping.of(new NativeType("pg_catalog", name, 'b', false, -1, text, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int4      | integer                     | 5                                            | 5",
        "int4      | integer                     | '-5'::integer                                | -5",
        "int4      | integer                     | (-5)                                         | -5",
        "float8    | double precision            | (1)::double precision                        | 1",
        "bool      | boolean                     | true                                         | 1",
        "text      | text                        | 'it''s'::text                                | it's",
        "varchar   | character varying(9)        | 'x'::character varying                       | x",
        "bpchar    | character(9)                | 'x  '::bpchar                                | x",
        "date      | date                        | '2024-02-29'::date                           | 2024-02-29",
        "timestamp | timestamp without time zone | '2024-02-29 01:02:03'::timestamp without time zone | 2024-02-29 01:02:03.000000"
      })
  void constantsAreRead(String name, String nativeText, String text, String expected) {
    assertThat(DefaultText.read(type(name, nativeText), text))
        .contains(DefaultValue.literal(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text      | text    | upper('a'::text)",
        "text      | text    | ('a'::text || 'b'::text)",
        "date      | date    | 'infinity'::date",
        "int4      | integer | (1 + 2)",
        "int4      | integer | 5.7",
        "numeric   | numeric | 'NaN'::numeric",
        "text      | text    | 'a'::other.type",
        "jsonb     | jsonb   | '{}'::jsonb",
        "bytea     | bytea   | '\\x00'::bytea"
      })
  void allElseKeepsItsLanguage(String name, String nativeText, String text) {
    assertThat(DefaultText.read(type(name, nativeText), text))
        .contains(DefaultValue.expression(PostgreSqlDialect.text(text)));
  }

  @Test
  void thePresentTimeIsStandardSql() {
    for (String text : List.of("now()", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP")) {
      assertThat(DefaultText.read(type("timestamptz", "timestamp with time zone"), text))
          .contains(DefaultValue.expression(PostgreSqlDialect.text("CURRENT_TIMESTAMP")));
    }
  }

  @Test
  void nullIsNoDefault() {
    assertThat(DefaultText.read(type("text", "text"), "NULL::character varying")).isEmpty();
  }
}
