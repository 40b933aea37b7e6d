package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes JSON's texts, floating-point numbers and values of SQL types. One thread. */
final class JsonScalars {

  private static final int TIMESTAMP = 7;
  private static final int DATE = 10;
  private static final int TIME = 11;
  private static final int DATETIME = 12;
  private static final int DECIMAL = 246;
  private static final int FRACTION_BITS = 24;
  private static final String HEX = "0123456789abcdef";

  /** The server breaks lines in base64 there, and escapes the breaks. */
  private static final int LINE = 76;

  private final TextBuffer text;
  private final TemporalText temporal;

  JsonScalars(TextBuffer text) {
    this.text = text;
    this.temporal = new TemporalText(6, text);
  }

  void floating(double value) {
    int start = text.length();
    ShortestDouble.write(value, text);
    if (text.isWholeSince(start)) {
      text.put(".0");
    }
  }

  void string(Cursor in) {
    string(in.data(), in.at(), in.end());
  }

  private void string(byte[] data, int from, int end) {
    text.put('"');
    int copied = from;
    for (int i = from; i < end; i++) {
      byte b = data[i];
      if ((b >= 0 && b < 0x20) || b == '"' || b == '\\') {
        text.put(data, copied, i - copied);
        copied = i + 1;
        escape(b);
      }
    }
    text.put(data, copied, end - copied).put('"');
  }

  private void escape(byte b) {
    text.put('\\');
    switch (b) {
      case '"', '\\' -> text.put((char) b);
      case '\b' -> text.put('b');
      case '\t' -> text.put('t');
      case '\n' -> text.put('n');
      case '\f' -> text.put('f');
      case '\r' -> text.put('r');
      default -> text.put("u00").put(HEX.charAt(b >> 4)).put(HEX.charAt(b & 15));
    }
  }

  /** A value of another SQL type, by the type's number. */
  void opaque(int type, Cursor in) {
    switch (type) {
      case DECIMAL -> new DecimalDecoder(in.u1(), in.u1(), 0, text).write(in);
      case DATE, DATETIME, TIMESTAMP, TIME -> {
        text.put('"');
        temporal(type, in.i8());
        text.put('"');
      }
      default -> base64(type, in.bytes(in.left()));
    }
  }

  private void temporal(int type, long packed) {
    long value = Math.abs(packed);
    int micros = (int) (value & ((1 << FRACTION_BITS) - 1));
    long whole = value >> FRACTION_BITS;
    if (type == TIME) {
      if (packed < 0) {
        text.put('-');
      }
      temporal.duration(
          (int) ((whole >> 12) & 1023), (int) ((whole >> 6) & 63), (int) (whole & 63), micros);
      return;
    }
    long months = whole >> 22;
    if (months > 9999L * 13 + 12) {
      throw new MalformedEventException("a date in JSON is beyond its range");
    }
    temporal.date((int) months / 13, (int) months % 13, (int) ((whole >> 17) & 31));
    if (type != DATE) {
      temporal
          .put(' ')
          .time((int) ((whole >> 12) & 31), (int) ((whole >> 6) & 63), (int) (whole & 63), micros);
    }
  }

  private void base64(int type, byte[] bytes) {
    Base64.Encoder encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    String value = "base64:type" + type + ":" + encoder.encodeToString(bytes);
    byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
    string(ascii, 0, ascii.length);
  }
}
