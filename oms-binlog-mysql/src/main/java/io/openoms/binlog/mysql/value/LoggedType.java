package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;

/**
 * How a table map describes one column. Immutable.
 *
 * @param code the server's number of the type; of ENUM, SET and CHAR the real one
 * @param meta what the type needs to be read: lengths, digits
 */
public record LoggedType(int code, int meta) {

  public static final int TINY = 1;
  public static final int SHORT = 2;
  public static final int LONG = 3;
  public static final int FLOAT = 4;
  public static final int DOUBLE = 5;
  public static final int TIMESTAMP = 7;
  public static final int LONGLONG = 8;
  public static final int INT24 = 9;
  public static final int DATE = 10;
  public static final int TIME = 11;
  public static final int DATETIME = 12;
  public static final int YEAR = 13;
  public static final int NEWDATE = 14;
  public static final int VARCHAR = 15;
  public static final int BIT = 16;
  public static final int TIMESTAMP2 = 17;
  public static final int DATETIME2 = 18;
  public static final int TIME2 = 19;
  public static final int TYPED_ARRAY = 20;
  public static final int MARIA_BLOB_COMPRESSED = 140;
  public static final int MARIA_VARCHAR_COMPRESSED = 141;
  public static final int VECTOR = 242;
  public static final int JSON = 245;
  public static final int NEWDECIMAL = 246;
  public static final int ENUM = 247;
  public static final int SET = 248;
  public static final int TINY_BLOB = 249;
  public static final int MEDIUM_BLOB = 250;
  public static final int LONG_BLOB = 251;
  public static final int BLOB = 252;
  public static final int VAR_STRING = 253;
  public static final int STRING = 254;
  public static final int GEOMETRY = 255;

  /** A fixed length of up to 1023 bytes hides two of its bits in the type's byte. */
  private static final int LENGTH_BITS = 0x30;

  /** Reads what a map holds for a type of that number. */
  public static LoggedType read(int code, Cursor meta) {
    return switch (code) {
      case FLOAT,
          DOUBLE,
          TINY_BLOB,
          MEDIUM_BLOB,
          LONG_BLOB,
          BLOB,
          GEOMETRY,
          JSON,
          VECTOR,
          MARIA_BLOB_COMPRESSED,
          TIMESTAMP2,
          DATETIME2,
          TIME2 ->
          new LoggedType(code, meta.u1());
      case VARCHAR, BIT, MARIA_VARCHAR_COMPRESSED -> new LoggedType(code, meta.u2());
      case NEWDECIMAL -> new LoggedType(code, (meta.u1() << 8) | meta.u1());
      case STRING, VAR_STRING, ENUM, SET -> string(meta.u1(), meta.u1());
      case TYPED_ARRAY -> {
        int element = meta.u1();
        if (element == TYPED_ARRAY) {
          throw new MalformedEventException("an array's elements are arrays");
        }
        read(element, meta);
        yield new LoggedType(code, 4);
      }
      case TINY, SHORT, LONG, TIMESTAMP, LONGLONG, INT24, DATE, TIME, DATETIME, YEAR, NEWDATE ->
          new LoggedType(code, 0);
      default -> throw new MalformedEventException("no column is of type " + code);
    };
  }

  private static LoggedType string(int type, int length) {
    if ((type & LENGTH_BITS) == LENGTH_BITS) {
      return new LoggedType(type, length);
    }
    int high = ((type & LENGTH_BITS) ^ LENGTH_BITS) << 4;
    return new LoggedType(type | LENGTH_BITS, high | length);
  }
}
