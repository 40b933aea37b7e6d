package io.openoms.spi.data;

import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A column's type. {@link #neutral} says what the values are, and a target of another family makes
 * its own type from that; the other parts say how they travel and how the source writes the type.
 * Immutable.
 *
 * @param neutral what the values are
 * @param dialect the language of the native text
 * @param kind how values are written and compared
 * @param nativeText the type as the source writes it, such as {@code decimal(10,2) unsigned}; for
 *     people, and for a target of the same dialect
 * @param length characters, bytes, bits or digits, as the kind counts; −1 when it has none
 * @param scale digits after the point, of seconds too; −1 when it has none
 * @param unsigned whether it holds no negative numbers
 * @param characterSet the character set of texts
 * @param collation the collation of texts
 * @param labels the labels of ENUM and SET, in order
 * @param srid the spatial reference system that all its values have, when it asks for one
 */
public record DataType(
    ColumnType neutral,
    Dialect dialect,
    TypeKind kind,
    String nativeText,
    long length,
    int scale,
    boolean unsigned,
    Optional<String> characterSet,
    Optional<String> collation,
    List<String> labels,
    OptionalLong srid) {

  public DataType {
    labels = List.copyOf(labels);
  }

  /** The type of those values; all other parts follow from it. */
  public static DataType of(ColumnType neutral, Dialect dialect, String nativeText) {
    return new DataType(
        neutral,
        dialect,
        TravelKind.of(neutral),
        nativeText,
        TypeSizes.length(neutral),
        TypeSizes.scale(neutral),
        TypeSizes.isUnsigned(neutral),
        Optional.empty(),
        Optional.empty(),
        neutral instanceof ColumnType.Labels labels ? labels.labels() : List.of(),
        neutral instanceof ColumnType.Geometry geometry ? geometry.srid() : OptionalLong.empty());
  }

  /** The same type with another character set and collation. */
  public DataType withCharacters(Optional<String> set, Optional<String> order) {
    return new DataType(
        neutral, dialect, kind, nativeText, length, scale, unsigned, set, order, labels, srid);
  }

  /** The same type, all of whose values have that spatial reference system. */
  public DataType withSrid(OptionalLong system) {
    ColumnType placed =
        neutral instanceof ColumnType.Geometry geometry
            ? new ColumnType.Geometry(geometry.shape(), system)
            : neutral;
    return new DataType(
        placed,
        dialect,
        kind,
        nativeText,
        length,
        scale,
        unsigned,
        characterSet,
        collation,
        labels,
        system);
  }
}
