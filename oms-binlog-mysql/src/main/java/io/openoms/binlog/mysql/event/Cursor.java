package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.nio.charset.StandardCharsets;

/**
 * A place in some bytes. Reading past the end is a {@link MalformedEventException}. Numbers are
 * little-endian and unsigned, unless said otherwise. Not thread-safe.
 */
public final class Cursor {

  private final byte[] data;
  private final int end;
  private int at;

  /** Over a part of an array, which is shared. */
  public Cursor(byte[] data, int start, int end) {
    this.data = data;
    this.at = start;
    this.end = end;
  }

  /** Over a whole array. */
  public Cursor(byte[] data) {
    this(data, 0, data.length);
  }

  /** The array beneath. */
  public byte[] data() {
    return data;
  }

  /** Where the next byte stands in {@link #data()}. */
  public int at() {
    return at;
  }

  /** Where the bytes end. */
  public int end() {
    return end;
  }

  /** How many bytes are left. */
  public int left() {
    return end - at;
  }

  /** Goes to a place that was read before. */
  public void seek(int place) {
    at = place;
  }

  /** Steps over some bytes and says where they began. */
  public int skip(long bytes) {
    if (bytes < 0 || bytes > left()) {
      throw new MalformedEventException(
          bytes + " bytes are asked for where " + left() + " are left");
    }
    int start = at;
    at += (int) bytes;
    return start;
  }

  /** The next bytes as a cursor of their own. */
  public Cursor slice(long bytes) {
    int start = skip(bytes);
    return new Cursor(data, start, at);
  }

  /** The next bytes, copied. */
  public byte[] bytes(long count) {
    int start = skip(count);
    byte[] copy = new byte[(int) count];
    System.arraycopy(data, start, copy, 0, copy.length);
    return copy;
  }

  /** A number of one byte. */
  public int u1() {
    return data[skip(1)] & 0xff;
  }

  /** A number of two bytes. */
  public int u2() {
    int from = skip(2);
    return (data[from] & 0xff) | ((data[from + 1] & 0xff) << 8);
  }

  /** A number of three bytes. */
  public int u3() {
    int from = skip(3);
    return (data[from] & 0xff) | ((data[from + 1] & 0xff) << 8) | ((data[from + 2] & 0xff) << 16);
  }

  /** Four bytes, signed. */
  public int i4() {
    int from = skip(4);
    return (data[from] & 0xff)
        | ((data[from + 1] & 0xff) << 8)
        | ((data[from + 2] & 0xff) << 16)
        | (data[from + 3] << 24);
  }

  /** A number of four bytes. */
  public long u4() {
    return i4() & 0xffff_ffffL;
  }

  /** A number of six bytes. */
  public long u6() {
    return u4() | ((long) u2() << 32);
  }

  /** Eight bytes. */
  public long i8() {
    return u4() | (u4() << 32);
  }

  /** A number of that many bytes, at most eight. */
  public long number(int bytes) {
    long value = 0;
    int from = skip(bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      value = (value << 8) | (data[from + i] & 0xff);
    }
    return value;
  }

  /** A number of that many bytes, at most eight, the highest first. */
  public long bigEndian(int bytes) {
    long value = 0;
    int from = skip(bytes);
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (data[from + i] & 0xff);
    }
    return value;
  }

  /** A length as the protocol packs it: one, three, four or nine bytes. */
  public long packed() {
    int first = u1();
    return switch (first) {
      case 251, 255 -> throw new MalformedEventException("no length begins with " + first);
      case 252 -> u2();
      case 253 -> u3();
      case 254 -> i8();
      default -> first;
    };
  }

  /** Text in UTF-8. */
  public String text(long bytes) {
    int from = skip(bytes);
    return new String(data, from, (int) bytes, StandardCharsets.UTF_8);
  }
}
