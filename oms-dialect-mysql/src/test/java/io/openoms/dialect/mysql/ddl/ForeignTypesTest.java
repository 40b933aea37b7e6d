package io.openoms.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.ColumnType.Array;
import io.openoms.spi.type.ColumnType.Bits;
import io.openoms.spi.type.ColumnType.Bytes;
import io.openoms.spi.type.ColumnType.Day;
import io.openoms.spi.type.ColumnType.Decimal;
import io.openoms.spi.type.ColumnType.Floating;
import io.openoms.spi.type.ColumnType.Geometry;
import io.openoms.spi.type.ColumnType.Instant;
import io.openoms.spi.type.ColumnType.Interval;
import io.openoms.spi.type.ColumnType.Json;
import io.openoms.spi.type.ColumnType.Labels;
import io.openoms.spi.type.ColumnType.Other;
import io.openoms.spi.type.ColumnType.Shape;
import io.openoms.spi.type.ColumnType.Text;
import io.openoms.spi.type.ColumnType.Time;
import io.openoms.spi.type.ColumnType.Timestamp;
import io.openoms.spi.type.ColumnType.Truth;
import io.openoms.spi.type.ColumnType.Uuid;
import io.openoms.spi.type.ColumnType.Whole;
import io.openoms.spi.type.ColumnType.Year;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of neutral types: held as they are, held in another form, refused. */
class ForeignTypesTest {

  private static final String BIN = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  static List<Arguments> exact() {
    return List.of(
        arguments(new Whole(8, true), "tinyint"),
        arguments(new Whole(16, true), "smallint"),
        arguments(new Whole(24, true), "mediumint"),
        arguments(new Whole(32, false), "int unsigned"),
        arguments(new Whole(64, true), "bigint"),
        arguments(ColumnType.decimal(65, 30), "decimal(65,30)"),
        arguments(new Decimal(OptionalInt.of(5), 2, false), "decimal(5,2) unsigned"),
        arguments(ColumnType.decimal(5, -3), "decimal(8,0)"),
        arguments(ColumnType.decimal(2, 4), "decimal(4,4)"),
        arguments(new Floating(32, true), "float"),
        arguments(new Floating(64, true), "double"),
        arguments(new Bits(1), "bit(1)"),
        arguments(new Bits(64), "bit(64)"),
        arguments(new Text(true, OptionalLong.of(255)), "char(255)" + BIN),
        arguments(new Text(true, OptionalLong.of(256)), "varchar(256)" + BIN),
        arguments(ColumnType.text(16_383), "varchar(16383)" + BIN),
        arguments(ColumnType.text(16_384), "longtext" + BIN),
        arguments(ColumnType.text(), "longtext" + BIN),
        arguments(new Bytes(true, OptionalLong.of(16)), "binary(16)"),
        arguments(new Bytes(true, OptionalLong.of(300)), "varbinary(300)"),
        arguments(new Bytes(false, OptionalLong.of(300)), "varbinary(300)"),
        arguments(ColumnType.bytes(), "longblob"),
        arguments(new Day(), "date"),
        arguments(new Time(0), "time"),
        arguments(new Time(6), "time(6)"),
        arguments(new Timestamp(0, false), "datetime"),
        arguments(new Timestamp(6, false), "datetime(6)"),
        arguments(new Year(), "year"),
        arguments(new Labels(false, List.of("a", "b'c\\")), "enum('a','b''c\\\\')" + BIN),
        arguments(new Labels(true, List.of("a", "b")), "set('a','b')" + BIN),
        arguments(new Geometry(Shape.GEOMETRY, OptionalLong.empty()), "geometry"),
        arguments(new Geometry(Shape.POINT, OptionalLong.of(4326)), "point SRID 4326"));
  }

  static List<Arguments> changed() {
    return List.of(
        arguments(new Truth(), "tinyint(1)", "true and false become 1 and 0"),
        arguments(new Timestamp(3, true), "datetime(3)", "instants become points in time in UTC"),
        arguments(
            new Instant(6), "timestamp(6)", "a session sees its instants in its own time zone"),
        arguments(new Interval(), "varchar(64)" + BIN, "intervals become texts of ISO 8601"),
        arguments(
            new Json(),
            "json",
            "documents keep their values, but not their spaces and the order of members"),
        arguments(new Uuid(), "char(36)" + BIN, "UUIDs become texts"),
        arguments(
            new Array(new Whole(32, true)),
            "longtext" + BIN,
            "arrays become texts in the source's form"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(new Decimal(OptionalInt.empty(), 0, true), "no limit of digits"),
        arguments(ColumnType.decimal(66, 0), "at most 65 digits"),
        arguments(ColumnType.decimal(40, 31), "30 of them after the point"),
        arguments(ColumnType.decimal(60, -6), "at most 65 digits"),
        arguments(new Bits(65), "1 to 64 bits"),
        arguments(new Time(7), "round them to 6"),
        arguments(new Timestamp(9, false), "round them to 6"),
        arguments(new Timestamp(9, true), "round them to 6"),
        arguments(new Labels(false, List.of()), "1 to 65535 labels"),
        arguments(
            new Labels(true, IntStream.range(0, 65).mapToObj(String::valueOf).toList()),
            "1 to 64 labels"),
        arguments(new Other("tsvector"), "no type for its values"));
  }

  @ParameterizedTest
  @MethodSource
  void exact(ColumnType type, String expected) {
    Conversion made = Foreign.convert(Foreign.table(column(type)));
    assertThat(line(made)).isEqualTo("`c` " + expected + " NULL");
    assertThat(made.notices()).isEmpty();
    assertThat(made.faults()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void changed(ColumnType type, String expected, String notice) {
    Conversion made = Foreign.convert(Foreign.table(column(type)));
    assertThat(line(made)).isEqualTo("`c` " + expected + " NULL");
    assertThat(made.notices()).containsExactly("column c (native): " + notice);
    assertThat(made.faults()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void refused(ColumnType type, String cause) {
    Conversion made = Foreign.convert(Foreign.table(column(type)));
    assertThat(made.faults())
        .singleElement()
        .asString()
        .startsWith("column c (native): ")
        .contains(cause)
        .endsWith(". Leave the column out of the selection, or give the table an edited statement");
  }

  @Test
  void aColumnOfAnIndexHasALimit() {
    assertThat(ForeignTypes.of(ColumnType.text(), true).sql()).isEqualTo("varchar(768)");
    assertThat(ForeignTypes.of(ColumnType.bytes(), true).sql()).isEqualTo("varbinary(768)");
    Conversion made =
        Foreign.convert(
            Foreign.table(List.of(column(ColumnType.text())), List.of(key()), List.of(), none()));
    assertThat(line(made)).contains("varchar(768)");
    assertThat(made.notices())
        .containsExactly(
            "column c (native): an index needs a limit, so values of more than 768 characters are"
                + " refused");
  }

  @Test
  void aCollationOfAnotherFamilyIsReplacedByOneThatTellsAllApart() {
    DataType folding =
        DataType.of(ColumnType.text(9), Foreign.DIALECT, "native")
            .withCharacters(Optional.of("utf8"), Optional.of("nocase"));
    Conversion made = Foreign.convert(Foreign.table(column(folding)));
    assertThat(line(made)).isEqualTo("`c` varchar(9)" + BIN + " NULL");
    assertThat(made.notices())
        .containsExactly("column c (native): collation nocase becomes utf8mb4_bin");
  }

  @Test
  void thePresentTimeHasTheDigitsOfTheColumn() {
    ColumnDefinition stamp =
        Foreign.with(
            column(new Timestamp(6, true)),
            DefaultValue.expression(Foreign.sql("CURRENT_TIMESTAMP")));
    assertThat(line(Foreign.convert(Foreign.table(stamp))))
        .isEqualTo("`c` datetime(6) NULL DEFAULT CURRENT_TIMESTAMP(6)");
  }

  private static Optional<io.openoms.spi.data.Partitioning> none() {
    return Optional.empty();
  }

  private static IndexDefinition key() {
    return new IndexDefinition(
        "u",
        IndexDefinition.Kind.UNIQUE,
        List.of(new IndexDefinition.Part(Optional.of("c"), Optional.empty(), 0, false)),
        true,
        "",
        Optional.empty());
  }

  private static ColumnDefinition column(ColumnType type) {
    return column(DataType.of(type, Foreign.DIALECT, "native"));
  }

  private static ColumnDefinition column(DataType type) {
    return ColumnDefinition.of("c", type, true);
  }

  /** The line of the column. */
  private static String line(Conversion made) {
    return made.statements().get(0).sql().lines().skip(1).findFirst().orElseThrow().strip();
  }
}
