package io.openoms.postgresql.type;

import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.ValueForm;
import io.openoms.spi.type.ColumnType;
import java.util.HexFormat;

/**
 * Writes values that travelled as literals. They have no type of their own, so each gets the type
 * of the column that it is compared with. Stateless.
 */
public final class SqlLiteral {

  private SqlLiteral() {}

  /** A value of that type. */
  public static String of(DataType type, byte[] value) {
    if (type.neutral() instanceof ColumnType.Labels labels) {
      int number = Integer.parseInt(ByteStrings.utf8(value));
      // Number 0 is no label; it is equal to nothing.
      return number < 1 || number > labels.labels().size()
          ? "NULL"
          : Quoted.text(labels.labels().get(number - 1));
    }
    if (type.neutral() instanceof ColumnType.Bits bits) {
      return Quoted.text(ByteStrings.digits(value, bits.length()));
    }
    return type.kind().form() == ValueForm.BYTES
        ? Quoted.text("\\x" + HexFormat.of().formatHex(value))
        : Quoted.text(ByteStrings.utf8(value));
  }
}
