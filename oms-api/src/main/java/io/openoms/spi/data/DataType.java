package io.openoms.spi.data;

import java.util.List;
import java.util.Optional;

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
 */
public record DataType(
    TypeKind kind,
    String nativeText,
    long length,
    int scale,
    boolean unsigned,
    Optional<String> characterSet,
    Optional<String> collation,
    List<String> labels) {

  public DataType {
    labels = List.copyOf(labels);
  }
}
