package io.openoms.jdbc.mysql.fingerprint;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.snapshot.ExactColumn;
import io.openoms.jdbc.mysql.snapshot.LossyText;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.Set;

/**
 * A column's part of a fingerprint in SQL: of the bytes that {@link ExactColumn} reads. Stateless.
 */
final class FingerprintPart {

  /** Their bytes are the same in utf8mb4, whatever they hold. */
  private static final Set<String> UNICODE = Set.of("utf8mb4", "utf8mb3", "utf8");

  private FingerprintPart() {}

  /**
   * In SQL: one or some arguments of a CONCAT of bytes. NULL where it is longer than the server
   * computes, and only there.
   */
  static String of(ColumnDefinition column, boolean digested, DoubleBits doubles) {
    String parts =
        switch (column.type().kind().form()) {
          case NUMBER, TEMPORAL -> ExactColumn.of(column) + ",','";
          case FLOATING -> doubles.hex(ExactColumn.of(column)) + ",','";
          case TEXT -> withLength(text(column), digested);
          case BYTES -> withLength(Identifiers.quote(column.name()), digested);
        };
    if (LossyText.isDoubtful(column)) {
      parts = "IF(" + LossyText.isKept(column) + ",CONCAT(" + parts + ")," + lost(column) + ")";
    }
    // IFNULL would take a part that is too long for NULL.
    return column.nullable()
        ? "IF(" + Identifiers.quote(column.name()) + " IS NULL,'N,',CONCAT(" + parts + "))"
        : parts;
  }

  private static String withLength(String value, boolean digested) {
    return "LENGTH(%1$s),':',%2$s".formatted(value, digested ? "SHA2(" + value + ",256)" : value);
  }

  /** As it is read: in utf8mb4. No conversion where there is nothing to convert, as in reading. */
  private static String text(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    if (column.type().kind() == TypeKind.JSON) {
      return "CAST(" + name + " AS CHAR)";
    }
    return column.type().characterSet().filter(UNICODE::contains).isPresent()
        ? name
        : "CONVERT(" + name + " USING utf8mb4)";
  }

  /** Begins like the part of no other value, and tells stored bytes from others. */
  private static String lost(ColumnDefinition column) {
    String bytes = "CAST(" + Identifiers.quote(column.name()) + " AS BINARY)";
    return "CONCAT('L',SHA2(" + bytes + ",256),',')";
  }
}
