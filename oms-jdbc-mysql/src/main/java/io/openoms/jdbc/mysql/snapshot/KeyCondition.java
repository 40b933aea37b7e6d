package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL condition that rows have one of some keys. Texts are in hexadecimal, so it means the same
 * under every SQL mode; the server compares them by the columns' own collations.
 */
final class KeyCondition {

  private KeyCondition() {}

  /** {@code (`a` = 1 AND `b` = 2) OR (…)}, in brackets; a list would not find an ENUM. */
  static String of(RowBatch keys) {
    return IntStream.range(0, keys.rows())
        .mapToObj(row -> equal(keys, row))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String equal(RowBatch keys, int row) {
    return IntStream.range(0, keys.columns().size())
        .mapToObj(i -> name(keys.columns().get(i)) + " = " + literal(keys, row, i))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  private static String name(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    // Compared as it is, a SET of 64 bits is a rounded number on MariaDB.
    return column.type().kind() == TypeKind.SET ? "CAST(" + name + " AS UNSIGNED)" : name;
  }

  private static String literal(RowBatch keys, int row, int column) {
    if (keys.isNull(row, column)) {
      throw new IllegalArgumentException("a key holds NULL");
    }
    int from = keys.offset(row, column);
    byte[] value = Arrays.copyOfRange(keys.data(), from, from + keys.length(row, column));
    TypeKind kind = keys.columns().get(column).type().kind();
    if (kind == TypeKind.BIT) {
      return new BigInteger(1, value).toString();
    }
    return switch (kind.form()) {
      case NUMBER -> new String(value, StandardCharsets.US_ASCII);
      case FLOATING -> Literals.floating(new String(value, StandardCharsets.US_ASCII));
      case TEMPORAL -> Literals.text(new String(value, StandardCharsets.US_ASCII));
      case TEXT -> "_utf8mb4 " + Literals.bytes(value);
      case BYTES -> Literals.bytes(value);
    };
  }
}
