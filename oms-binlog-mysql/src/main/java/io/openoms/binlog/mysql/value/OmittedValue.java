package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What an inserted row has in a column that its image omits: with {@code binlog_row_image=MINIMAL}
 * servers leave out columns that took their literal default.
 */
public final class OmittedValue {

  private OmittedValue() {}

  /**
   * Adds the value.
   *
   * @throws MigrationException when it is not known for sure
   */
  public static void add(TableDefinition table, ColumnDefinition column, RowImage.Builder out) {
    Optional<DefaultValue> standard = column.defaultValue();
    if (standard.isEmpty() && column.nullable()) {
      out.addNull();
      return;
    }
    String value =
        (standard.isEmpty()
                ? ImplicitDefault.of(column.type())
                : given(column.type(), standard.get()))
            .orElseThrow(() -> unknown(table, column));
    out.add(value.getBytes(charset(column.type())));
  }

  private static Optional<String> given(DataType type, DefaultValue value) {
    return value instanceof DefaultValue.Expression expression
        ? constant(type, expression.sql().sql())
        : canonical(type, ((DefaultValue.Literal) value).text());
  }

  private static Charset charset(DataType type) {
    boolean text = type.kind().hasCharacterSet();
    return text ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** Constants of bits and bytes are given as SQL. */
  private static Optional<String> constant(DataType type, String sql) {
    boolean isHex = sql.matches("x'([0-9a-fA-F]{2})*'");
    return switch (type.kind()) {
      case BIT -> sql.matches("b'[01]*'") ? Optional.of(bits(sql, type)) : Optional.empty();
      case BINARY, VARBINARY -> isHex ? Optional.of(padded(type, unhex(sql))) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String unhex(String sql) {
    return new String(
        HexFormat.of().parseHex(sql.substring(2, sql.length() - 1)), StandardCharsets.ISO_8859_1);
  }

  private static String padded(DataType type, String value) {
    boolean fixed = type.kind() == TypeKind.BINARY;
    return fixed ? value + "\0".repeat((int) type.length() - value.length()) : value;
  }

  private static Optional<String> canonical(DataType type, String text) {
    boolean filled = type.nativeText().contains("zerofill");
    return switch (type.kind()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, YEAR -> Optional.of(text);
      case FLOAT -> Optional.of(floating(Float.parseFloat(text)));
      case DOUBLE -> filled ? Optional.empty() : Optional.of(floating(Double.parseDouble(text)));
      case CHAR, VARCHAR -> Optional.of(text);
      case VARBINARY, BINARY -> ascii(text).map(value -> padded(type, value));
      // A time is shown in the session's zone, as it is stored, and our sessions have UTC.
      case DATE, TIME, DATETIME, TIMESTAMP -> Optional.of(text);
      case ENUM -> label(type, text).map(String::valueOf);
      case SET -> bits(type, text);
      default -> Optional.empty();
    };
  }

  private static String floating(double value) {
    TextBuffer text = new TextBuffer();
    ShortestDouble.write(value, text);
    return text.take();
  }

  private static Optional<String> ascii(String text) {
    return text.chars().allMatch(c -> c < 128) ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Integer> label(DataType type, String text) {
    int at = type.labels().indexOf(text);
    return at < 0 ? Optional.empty() : Optional.of(at + 1);
  }

  private static Optional<String> bits(DataType type, String text) {
    long bits = 0;
    for (String one : text.isEmpty() ? List.<String>of() : Arrays.asList(text.split(",", -1))) {
      Optional<Integer> label = label(type, one);
      if (label.isEmpty()) {
        return Optional.empty();
      }
      bits |= 1L << (label.get() - 1);
    }
    return Optional.of(Long.toUnsignedString(bits));
  }

  private static String bits(String text, DataType type) {
    long value = Long.parseUnsignedLong("0" + text.substring(2, text.length() - 1), 2);
    StringBuilder bytes = new StringBuilder();
    for (int shift = 8 * ((width(type) + 7) / 8) - 8; shift >= 0; shift -= 8) {
      bytes.append((char) ((value >> shift) & 0xff));
    }
    return bytes.toString();
  }

  private static int width(DataType type) {
    String text = type.nativeText();
    return Integer.parseInt(text.substring(text.indexOf('(') + 1, text.indexOf(')')));
  }

  private static MigrationException unknown(TableDefinition table, ColumnDefinition column) {
    return new MigrationException(
        BinlogError.ROW_INCOMPLETE,
        ErrorContext.of(table.name()),
        "column "
            + column.name()
            + ": the log omits its value in an inserted row, and its default does not tell it;"
            + " binlog_row_image must be FULL");
  }
}
