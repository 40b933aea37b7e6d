package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.DataType;
import java.util.Optional;

/** What a column that is NOT NULL and has no default gets where the SQL mode is not strict. */
final class ImplicitDefault {

  private ImplicitDefault() {}

  /** The value in canonical form; empty when it is not known for sure. */
  static Optional<String> of(DataType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> unfilled(type, "0");
      case DECIMAL -> unfilled(type, "0" + zeros(type.scale()));
      case FLOAT, DOUBLE -> unfilled(type, "0");
      case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT -> Optional.of("");
      case VARBINARY, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB -> Optional.of("");
      case BINARY -> Optional.of("\0".repeat((int) type.length()));
      case BIT -> Optional.of("\0".repeat((int) (type.length() + 7) / 8));
      case SET -> Optional.of("0");
      case YEAR -> Optional.of("0000");
      case DATE -> Optional.of("0000-00-00");
      case TIME -> Optional.of("00:00:00" + zeros(type.scale()));
      case DATETIME, TIMESTAMP -> Optional.of("0000-00-00 00:00:00" + zeros(type.scale()));
      // The first label of an ENUM, but none (0) on MariaDB when the table has a trigger.
      default -> Optional.empty();
    };
  }

  private static Optional<String> unfilled(DataType type, String value) {
    return type.nativeText().contains("zerofill") ? Optional.empty() : Optional.of(value);
  }

  /** A point and so many digits behind it. */
  private static String zeros(int digits) {
    return digits > 0 ? "." + "0".repeat(digits) : "";
  }
}
