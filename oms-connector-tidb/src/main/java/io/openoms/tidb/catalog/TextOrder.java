package io.openoms.tidb.catalog;

import io.openoms.spi.data.DataType;
import java.util.Optional;

/**
 * How a cluster compares texts. Clusters that began before TiDB 6.0 take every collation for one
 * that compares bytes ({@code new_collation_enabled} is False), so that 'a' and 'A' may stand in a
 * unique key whose collation says that they are equal.
 */
public enum TextOrder {
  /** As each collation says. */
  BY_COLLATION,
  /** By their bytes, whatever the collation. */
  BY_BYTES;

  /** The word for it in stored definitions. */
  String word() {
    return this == BY_BYTES ? "bytes" : "collations";
  }

  /** The collation that compares as the cluster does. */
  String meant(String collation) {
    boolean differs = this == BY_BYTES && !collation.endsWith("_bin") && collation.contains("_");
    return differs ? collation.substring(0, collation.indexOf('_')) + "_bin" : collation;
  }

  /**
   * The type as its texts are meant. A column in latin1 holds whatever UTF-8 a client has sent, and
   * compares its bytes.
   */
  DataType meant(DataType type) {
    if (isUnchecked(type.characterSet())) {
      return type.withCharacters(Optional.of("utf8mb4"), Optional.of("utf8mb4_bin"));
    }
    return type.withCharacters(type.characterSet(), type.collation().map(this::meant));
  }

  /** Whether TiDB stores in that character set what is none of its characters. */
  static boolean isUnchecked(Optional<String> characterSet) {
    return characterSet.filter("latin1"::equals).isPresent();
  }
}
