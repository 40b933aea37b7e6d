package io.openoms.dialect.mysql.parse;

import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Says what the values of a type of the family are. Stateless. */
public final class NeutralTypes {

  private NeutralTypes() {}

  /**
   * The type that a column shows. Labels are given apart: servers show them with escapes or
   * without.
   */
  public static ColumnType shown(
      TypeKind kind, String text, List<String> labels, OptionalLong srid) {
    if (kind == TypeKind.ENUM || kind == TypeKind.SET || kind == TypeKind.OTHER) {
      return of(kind, text, OptionalInt.empty(), OptionalInt.empty(), labels);
    }
    try {
      return new TypeParser(new TokenReader(text)).read().withSrid(srid).neutral();
    } catch (DdlSyntaxException | IllegalArgumentException e) {
      return new ColumnType.Other(text);
    }
  }

  /**
   * The type of that text.
   *
   * @param first the first number in its parentheses
   * @param second the second number in its parentheses
   */
  static ColumnType of(
      TypeKind kind, String text, OptionalInt first, OptionalInt second, List<String> labels) {
    boolean signed = !text.contains("unsigned");
    return switch (kind) {
      case TINYINT -> new ColumnType.Whole(8, signed);
      case SMALLINT -> new ColumnType.Whole(16, signed);
      case MEDIUMINT -> new ColumnType.Whole(24, signed);
      case INT -> new ColumnType.Whole(32, signed);
      case BIGINT -> new ColumnType.Whole(64, signed);
      case DECIMAL ->
          new ColumnType.Decimal(OptionalInt.of(first.orElse(10)), second.orElse(0), signed);
      case FLOAT -> new ColumnType.Floating(32, signed);
      case DOUBLE -> new ColumnType.Floating(64, signed);
      case BIT -> new ColumnType.Bits(first.orElse(1));
      case ENUM -> new ColumnType.Labels(false, labels);
      case SET -> new ColumnType.Labels(true, labels);
      case DATE -> new ColumnType.Day();
      case TIME -> new ColumnType.Time(first.orElse(0));
      case DATETIME -> new ColumnType.Timestamp(first.orElse(0), false);
      case TIMESTAMP -> new ColumnType.Timestamp(first.orElse(0), true);
      case YEAR -> new ColumnType.Year();
      case JSON -> new ColumnType.Json();
      case OTHER -> new ColumnType.Other(text);
      default -> stringOrShape(kind, text, first);
    };
  }

  private static ColumnType stringOrShape(TypeKind kind, String text, OptionalInt length) {
    return switch (kind) {
      case CHAR ->
          text.equalsIgnoreCase("uuid")
              ? new ColumnType.Uuid()
              : new ColumnType.Text(true, OptionalLong.of(length.orElse(1)));
      case VARCHAR -> ColumnType.text(address(text).orElse(length.orElse(1)));
      case TINYTEXT -> ColumnType.text((1 << 8) - 1);
      case TEXT -> ColumnType.text((1 << 16) - 1);
      case MEDIUMTEXT -> ColumnType.text((1 << 24) - 1);
      case LONGTEXT -> ColumnType.text();
      case BINARY -> new ColumnType.Bytes(true, OptionalLong.of(length.orElse(1)));
      case VARBINARY -> bytes(length.orElse(1));
      case TINYBLOB -> bytes((1 << 8) - 1);
      case BLOB -> bytes((1 << 16) - 1);
      case MEDIUMBLOB -> bytes((1 << 24) - 1);
      case LONGBLOB -> ColumnType.bytes();
      default ->
          new ColumnType.Geometry(ColumnType.Shape.valueOf(kind.name()), OptionalLong.empty());
    };
  }

  /** The longest text of an address of the internet. */
  private static Optional<Integer> address(String text) {
    return text.equalsIgnoreCase("inet6")
        ? Optional.of(39)
        : text.equalsIgnoreCase("inet4") ? Optional.of(15) : Optional.empty();
  }

  private static ColumnType bytes(long length) {
    return new ColumnType.Bytes(false, OptionalLong.of(length));
  }
}
