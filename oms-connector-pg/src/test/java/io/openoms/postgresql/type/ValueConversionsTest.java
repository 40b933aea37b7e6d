package io.openoms.postgresql.type;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.postgresql.mapping.TimestamptzMapping;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.type.ColumnType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueConversionsTest {

  private static DataType type(String name, int modifier, String text) {
    return TypeMapping.of(
        new NativeType("pg_catalog", name, 'b', false, modifier, text, List.of()));
  }

  private static String converted(DataType type, String text) {
    // A slice of a longer array, as in a row.
    byte[] row = ("xx" + text + "yy").getBytes(UTF_8);
    return new String(ValueConversions.of(type).of(row, 2, text.getBytes(UTF_8).length), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bool        | -1 | boolean                        | t                       | 1",
        "bool        | -1 | boolean                        | f                       | 0",
        "int4        | -1 | integer                        | -5                      | -5",
        "money       | -1 | money                          | -$92,233.08             | -92233.08",
        "numeric     | -1 | numeric                        | -1.5                    | -1.500000000000000000000000000000",
        "numeric     | -1 | numeric                        | 7                       | 7.000000000000000000000000000000",
        "float4      | -1 | real                           | 0.1                     | 0.10000000149011612",
        "float8      | -1 | double precision               | 1e+300                  | 1e+300",
        "bpchar      | 9  | character(5)                   | 'a    '                 | a",
        "varchar     | 9  | character varying(5)           | 'a  '                   | 'a  '",
        "date        | -1 | date                           | 0001-01-01              | 0001-01-01",
        "time        | -1 | time without time zone         | 24:00:00                | 24:00:00.000000",
        "time        | 3  | time(3) without time zone      | 01:02:03.4              | 01:02:03.400",
        "timestamp   | 0  | timestamp(0) without time zone | 2024-01-31 01:02:03     | 2024-01-31 01:02:03",
        "timestamptz | -1 | timestamp with time zone       | 2024-01-31 01:02:03.5+00 | 2024-01-31 01:02:03.500000",
        "inet        | -1 | inet                           | 10.0.0.1                | 10.0.0.1"
      })
  void valuesTravel(String name, int modifier, String nativeText, String text, String expected) {
    assertThat(converted(type(name, modifier, nativeText), text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "numeric,NaN",
    "numeric,-Infinity",
    "numeric,0.0000000000000000000000000000001",
    "numeric,100000000000000000000000000000000000",
    "float8,Infinity",
    "float4,NaN",
    "date,infinity",
    "date,0044-03-15 BC",
    "date,10000-01-01",
    "timestamp,-infinity",
    "timestamp,0044-03-15 00:00:00 BC",
    "timestamptz,0044-03-15 00:00:00.5+00 BC",
    "timestamptz,10000-01-01 00:00:00+00"
  })
  void whatNoTargetHoldsIsRefused(String name, String text) {
    assertThatThrownBy(() -> converted(type(name, -1, name), text))
        .isInstanceOf(UnfitValueException.class);
  }

  @Test
  void bitsAndBytesTravelAsTheyAre() {
    DataType bits = type("bit", 9, "bit(9)");
    byte[] value = ValueConversions.of(bits).of("100000011".getBytes(UTF_8));
    assertThat(value).containsExactly(1, 3);
    assertThat(SqlLiteral.of(bits, value)).isEqualTo("'100000011'");
    DataType bytes = type("bytea", -1, "bytea");
    byte[] three = ValueConversions.of(bytes).of("\\x00ff5C".getBytes(UTF_8));
    assertThat(three).containsExactly(0, -1, 0x5c);
    assertThat(SqlLiteral.of(bytes, three)).isEqualTo("'\\x00ff5c'");
  }

  @Test
  void labelsTravelByTheirNumbers() {
    DataType mood = mood(List.of("sad", "it's"));
    assertThat(converted(mood, "it's")).isEqualTo("2");
    assertThat(SqlLiteral.of(mood, "2".getBytes(UTF_8))).isEqualTo("'it''s'");
    assertThatThrownBy(() -> converted(mood, "new")).isInstanceOf(UnfitValueException.class);
  }

  @Test
  void labelsThatATargetMayMistakeTravelAsTexts() {
    for (List<String> labels :
        List.of(List.of("a", "A"), List.of("a "), List.of(""), List.<String>of())) {
      assertThat(mood(labels).neutral()).isEqualTo(ColumnType.text(63));
    }
  }

  private static DataType mood(List<String> labels) {
    return TypeMapping.of(new NativeType("s", "mood", 'e', false, -1, "s.mood", labels));
  }

  @Test
  void numbersWithTooManyDigitsTravelAsTexts() {
    assertThat(type("numeric", (65 << 16 | 30) + 4, "numeric(65,30)").neutral())
        .isEqualTo(ColumnType.decimal(65, 30));
    assertThat(type("numeric", (66 << 16 | 0) + 4, "numeric(66,0)").neutral())
        .isEqualTo(ColumnType.text());
    assertThat(type("numeric", (40 << 16 | 31) + 4, "numeric(40,31)").neutral())
        .isEqualTo(ColumnType.text());
    int negative = (5 << 16 | (-3 & 0x7ff)) + 4;
    assertThat(type("numeric", negative, "numeric(5,-3)").neutral())
        .isEqualTo(ColumnType.decimal(5, -3));
  }

  private static DataType chosen(String name, int modifier, String text) {
    TypeOptions options =
        TypeOptions.DEFAULT
            .with(IntervalMapping.TIME)
            .with(TimestamptzMapping.TIMESTAMP)
            .with(NanMapping.AS_TEXT);
    return TypeMapping.of(
        new NativeType("pg_catalog", name, 'b', false, modifier, text, List.of()), options);
  }

  @Test
  void aChoiceStandsInTheTypeThatADefinitionCarries() {
    DataType span = chosen("interval", -1, "interval");
    assertThat(span.neutral()).isEqualTo(new ColumnType.Time(6));
    assertThat(span.nativeText()).isEqualTo("interval as time");
    assertThat(TypeMapping.declared(span)).isEqualTo("interval");
    DataType moment = chosen("timestamptz", 3, "timestamp(3) with time zone");
    assertThat(moment.neutral()).isEqualTo(new ColumnType.Instant(3));
    assertThat(TypeMapping.declared(moment)).isEqualTo("timestamp(3) with time zone");
    assertThat(chosen("numeric", (5 << 16 | 2) + 4, "numeric(5,2)").neutral())
        .isEqualTo(ColumnType.text(9));
    assertThat(chosen("float4", -1, "real").neutral()).isEqualTo(ColumnType.text(24));
    DataType odd =
        TypeMapping.of(new NativeType("s", "x", 'c', false, -1, "s.\"x as time\"", List.of()));
    assertThat(TypeMapping.declared(odd)).isEqualTo("s.\"x as time\"");
  }

  @ParameterizedTest
  @CsvSource({
    "interval,-1,00:00:00,00:00:00.000000",
    "interval,-1,-00:00:01.5,-00:00:01.500000",
    "interval,-1,838:59:59,838:59:59.000000",
    "interval,-1,-838:59:58.999999,-838:59:58.999999",
    "interval,0,100:00:01,100:00:01",
    "interval,3,01:02:03.5,01:02:03.500",
    "numeric,-1,1.500,1.5",
    "numeric,-1,100,100",
    "numeric,-1,100.000,100",
    "numeric,-1,0.00,0",
    "numeric,-1,NaN,NaN",
    "numeric,-1,-Infinity,-Infinity",
    "float8,-1,1e+300,1e+300"
  })
  void valuesTravelAsTheChosenType(String name, int modifier, String text, String expected) {
    assertThat(converted(chosen(name, modifier, name), text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1 day",
    "-1 days +25:00:00",
    "1 mon",
    "1 year 2 mons 00:00:01",
    "839:00:00",
    "-2147483647:59:59.999999",
    "838:59:59.000001"
  })
  void aSpanThatATimeCannotHoldIsRefused(String text) {
    assertThatThrownBy(() -> converted(chosen("interval", -1, "interval"), text))
        .isInstanceOf(UnfitValueException.class);
  }

  @Test
  void nanIsNullWhereTheColumnTakesIt() {
    ValueConversions values = new ValueConversions(TypeOptions.DEFAULT.with(NanMapping.AS_NULL));
    byte[] nan = "-Infinity".getBytes(UTF_8);
    byte[] number = "-1".getBytes(UTF_8);
    for (String type : List.of("numeric", "float4", "float8")) {
      ValueConversion taking = values.of(column(type, true));
      assertThat(taking.isNull(nan, 0, nan.length)).isTrue();
      assertThat(taking.isNull(number, 0, number.length)).isFalse();
      assertThat(values.of(column(type, false)).isNull(nan, 0, nan.length)).isFalse();
      assertThat(new ValueConversions(TypeOptions.DEFAULT).of(column(type, true)))
          .satisfies(strict -> assertThat(strict.isNull(nan, 0, nan.length)).isFalse());
    }
    assertThat(values.isNanNull(column("money", true))).isFalse();
  }

  private static ColumnDefinition column(String type, boolean nullable) {
    return new ColumnDefinition(
        "v",
        type(type, -1, type),
        nullable,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  @Test
  void shapesOfAnExtensionAreRefused() {
    DataType shape =
        TypeMapping.of(
            new NativeType("public", "geometry", 'b', false, -1, "public.geometry", List.of()));
    assertThat(shape.neutral()).isEqualTo(new ColumnType.Other("public.geometry"));
  }
}
