package io.openoms.spi.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A column's type. Immutable.
 *
 * @param kind its kind
 * @param nativeText the type as the source writes it, such as {@code decimal(10,2) unsigned}
 * @param length characters, bytes, bits or digits, as the kind counts; −1 when it has none
 * @param scale digits after the point, of seconds too; −1 when it has none
 * @param unsigned whether it holds no negative numbers
 * @param characterSet the character set of texts
 * @param collation the collation of texts
 * @param labels the labels of ENUM and SET, in order
 * @param srid the spatial reference system that all its values have, when it asks for one
 */
public record DataType(
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

  /** A type that asks for no spatial reference system. */
  public DataType(
      TypeKind kind,
      String nativeText,
      long length,
      int scale,
      boolean unsigned,
      Optional<String> characterSet,
      Optional<String> collation,
      List<String> labels) {
    this(
        kind,
        nativeText,
        length,
        scale,
        unsigned,
        characterSet,
        collation,
        labels,
        OptionalLong.empty());
  }
}
