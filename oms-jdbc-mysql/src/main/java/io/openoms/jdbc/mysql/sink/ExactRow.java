package io.openoms.jdbc.mysql.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition that a row is equal to a given one in every value, byte for byte. Every form was
 * tried on each server of the family with values that it holds equal though they differ. One
 * thread.
 */
final class ExactRow {

  /** Longer texts and bytes are compared by length and digest. */
  private static final int LONGEST_LITERAL = 1024;

  /** Longer texts are in no index as a whole. */
  private static final int LONGEST_INDEXED = 255;

  private final SqlBytes out;
  private final boolean jsonIsText;

  /**
   * A renderer.
   *
   * @param jsonIsText whether the server keeps JSON as the text that it was given, as MariaDB does
   */
  ExactRow(SqlBytes out, boolean jsonIsText) {
    this.out = out;
    this.jsonIsText = jsonIsText;
  }

  /**
   * Appends the condition.
   *
   * @param variables user variables that hold values too large for a statement, by column
   */
  void append(RowBatch rows, int row, Map<Integer, String> variables) {
    for (int column = 0; column < rows.columns().size(); column++) {
      out.append(column > 0 ? " AND " : "");
      String name = Identifiers.quote(rows.columns().get(column).name());
      if (rows.isNull(row, column)) {
        out.append(name + " IS NULL");
      } else {
        appendEqual(name, rows, row, column, variables.get(column));
      }
    }
  }

  private void appendEqual(
      String name, RowBatch rows, int row, int column, @Nullable String variable) {
    TypeKind kind = rows.columns().get(column).type().kind();
    Value value = new Value(rows.data(), rows.offset(row, column), rows.length(row, column));
    switch (kind) {
      case FLOAT, DOUBLE -> appendFloat(name, kind, value);
      case ENUM, SET, BIT, YEAR -> appendPlain("CAST(" + name + " AS UNSIGNED)=", kind, value);
      case JSON -> appendJson(name, value, variable);
      default -> {
        switch (kind.form()) {
          case TEXT -> appendText(name, value);
          case BYTES -> appendBytes(kind.isSpatial() ? "HEX(" + name + ")" : name, kind, value);
          default -> appendPlain(name + "=", kind, value);
        }
      }
    }
  }

  private static final class Value {
    private final byte[] data;
    private final int offset;
    private final int length;

    Value(byte[] data, int offset, int length) {
      this.data = data;
      this.offset = offset;
      this.length = length;
    }

    String digest() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(data, offset, length);
        return HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  private void appendPlain(String left, TypeKind kind, Value value) {
    out.append(left);
    out.appendComparable(kind, value.data, value.offset, value.length);
  }

  /**
   * Zeros are equal whatever their sign, but their texts differ. The product keeps the optimizer
   * from putting the number that the column equals into the place of the column in its text.
   */
  private void appendFloat(String name, TypeKind kind, Value value) {
    double number =
        Double.parseDouble(new String(value.data, value.offset, value.length, US_ASCII));
    if (number != 0) {
      appendPlain(name + "=", kind, value);
      return;
    }
    boolean negative = Double.doubleToRawLongBits(number) < 0;
    out.append(name + "*1e0=0e0 AND LEFT(CONCAT(" + name + "),1)" + (negative ? "='-'" : "<>'-'"));
  }

  private void appendText(String name, Value value) {
    String text = "CONVERT(" + name + " USING utf8mb4)";
    if (value.length > LONGEST_LITERAL) {
      appendDigest(text, value);
      return;
    }
    if (value.length <= LONGEST_INDEXED) {
      // Says nothing more, but lets an index find the row.
      out.append(name + "=");
      out.appendQuoted(value.data, value.offset, value.length);
      out.append(" AND ");
    }
    out.append("CAST(" + text + " AS BINARY)=");
    out.appendHex(value.data, value.offset, value.length);
  }

  private void appendBytes(String bytes, TypeKind kind, Value value) {
    if (kind.isSpatial()) {
      out.append(bytes + "=HEX(");
      out.appendHex(value.data, value.offset, value.length);
      out.append(")");
    } else if (value.length > LONGEST_LITERAL) {
      appendDigest(bytes, value);
    } else {
      appendPlain(bytes + "=", kind, value);
    }
  }

  private void appendDigest(String of, Value value) {
    out.append("LENGTH(" + of + ")=" + value.length);
    out.append(" AND SHA2(" + of + ",256)='" + value.digest() + "'");
  }

  /** Both as the server writes them, for the source may write them otherwise. */
  private void appendJson(String name, Value value, @Nullable String variable) {
    if (jsonIsText) {
      appendText(name, value);
      return;
    }
    out.append("CAST(CAST(" + name + " AS CHAR) AS BINARY)=CAST(CAST(CAST(");
    if (variable == null) {
      out.appendQuoted(value.data, value.offset, value.length);
    } else {
      out.append(variable);
    }
    out.append(" AS JSON) AS CHAR) AS BINARY)");
  }
}
