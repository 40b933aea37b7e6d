package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.event.Cursor;

/** A bitmap within an event, the lowest bit first. Good as long as the event's bytes are. */
final class Bits {

  private final byte[] data;
  private final int start;
  private final int count;

  private Bits(byte[] data, int start, int size) {
    this.data = data;
    this.start = start;
    int set = 0;
    for (int bit = 0; bit < size; bit += Byte.SIZE) {
      // What the last byte has beyond the map does not count.
      int map = size - bit < Byte.SIZE ? (1 << (size - bit)) - 1 : 0xff;
      set += Integer.bitCount(data[start + bit / Byte.SIZE] & map);
    }
    this.count = set;
  }

  /** Reads a map of that many bits. */
  static Bits read(Cursor in, int size) {
    return new Bits(in.data(), in.skip((size + 7) / 8), size);
  }

  boolean get(int bit) {
    return ((data[start + (bit >> 3)] >> (bit & 7)) & 1) != 0;
  }

  /** How many are set. */
  int count() {
    return count;
  }
}
