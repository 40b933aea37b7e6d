package io.openoms.dialect.mysql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.ColumnType;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type of the family has a neutral one. */
class NeutralTypesTest {

  static List<Arguments> types() {
    return List.of(
        arguments("bool", new ColumnType.Whole(8, true)),
        arguments("smallint(6) unsigned zerofill", new ColumnType.Whole(16, false)),
        arguments("mediumint", new ColumnType.Whole(24, true)),
        arguments("int(11)", new ColumnType.Whole(32, true)),
        arguments("bigint unsigned", new ColumnType.Whole(64, false)),
        arguments("decimal", ColumnType.decimal(10, 0)),
        arguments("decimal(7,3) unsigned", new ColumnType.Decimal(OptionalInt.of(7), 3, false)),
        arguments("float(7,3)", new ColumnType.Floating(32, true)),
        arguments("double unsigned", new ColumnType.Floating(64, false)),
        arguments("bit", new ColumnType.Bits(1)),
        arguments("bit(64)", new ColumnType.Bits(64)),
        arguments("char", new ColumnType.Text(true, OptionalLong.of(1))),
        arguments("varchar(20)", ColumnType.text(20)),
        arguments("tinytext", ColumnType.text(255)),
        arguments("text", ColumnType.text(65_535)),
        arguments("mediumtext", ColumnType.text(16_777_215)),
        arguments("longtext", ColumnType.text()),
        arguments("binary(4)", new ColumnType.Bytes(true, OptionalLong.of(4))),
        arguments("varbinary(4)", new ColumnType.Bytes(false, OptionalLong.of(4))),
        arguments("tinyblob", new ColumnType.Bytes(false, OptionalLong.of(255))),
        arguments("blob", new ColumnType.Bytes(false, OptionalLong.of(65_535))),
        arguments("mediumblob", new ColumnType.Bytes(false, OptionalLong.of(16_777_215))),
        arguments("longblob", ColumnType.bytes()),
        arguments("enum('a','b''c')", new ColumnType.Labels(false, List.of("a", "b'c"))),
        arguments("set('a')", new ColumnType.Labels(true, List.of("a"))),
        arguments("date", new ColumnType.Day()),
        arguments("time(3)", new ColumnType.Time(3)),
        arguments("datetime(6)", new ColumnType.Timestamp(6, false)),
        arguments("timestamp", new ColumnType.Timestamp(0, true)),
        arguments("year(4)", new ColumnType.Year()),
        arguments("json", new ColumnType.Json()),
        arguments("uuid", new ColumnType.Uuid()),
        arguments("inet6", ColumnType.text(39)),
        arguments("inet4", ColumnType.text(15)),
        arguments("geometry", shape(ColumnType.Shape.GEOMETRY)),
        arguments("point", shape(ColumnType.Shape.POINT)),
        arguments("linestring", shape(ColumnType.Shape.LINESTRING)),
        arguments("polygon", shape(ColumnType.Shape.POLYGON)),
        arguments("multipoint", shape(ColumnType.Shape.MULTIPOINT)),
        arguments("multilinestring", shape(ColumnType.Shape.MULTILINESTRING)),
        arguments("multipolygon", shape(ColumnType.Shape.MULTIPOLYGON)),
        arguments("geomcollection", shape(ColumnType.Shape.GEOMETRYCOLLECTION)),
        arguments("vector(3)", new ColumnType.Other("vector(3)")));
  }

  @ParameterizedTest
  @MethodSource
  void types(String text, ColumnType expected) {
    assertThat(TypeText.read(text).neutral()).isEqualTo(expected);
  }

  /** Both ways to read a column agree: by its statement and by the type that a catalog shows. */
  @ParameterizedTest
  @MethodSource("types")
  void theCatalogAgrees(String text, ColumnType expected) {
    DataType read = TypeText.read(text);
    assertThat(
            NeutralTypes.shown(read.kind(), read.nativeText(), read.labels(), OptionalLong.empty()))
        .isEqualTo(expected);
  }

  @Test
  void noKindIsForgotten() {
    assertThat(
            types().stream()
                .map(type -> TypeText.read((String) type.get()[0]).kind())
                .collect(Collectors.toSet()))
        .containsAll(Stream.of(TypeKind.values()).toList());
  }

  @Test
  void aReferenceSystemBelongsToTheType() {
    assertThat(
            CreateTableParser.parse("CREATE TABLE t (p POINT NOT NULL SRID 4326)", "s")
                .columns()
                .get(0)
                .type()
                .neutral())
        .isEqualTo(new ColumnType.Geometry(ColumnType.Shape.POINT, OptionalLong.of(4326)));
  }

  private static ColumnType shape(ColumnType.Shape shape) {
    return new ColumnType.Geometry(shape, OptionalLong.empty());
  }
}
