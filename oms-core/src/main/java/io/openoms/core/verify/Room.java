package io.openoms.core.verify;

import io.openoms.spi.data.RowImage;
import java.util.List;

/** Memory for rows that are looked at together. One thread. */
final class Room {

  private static final long BYTES = 16 << 20;

  /** A first statement may bring so much, however little is left. */
  private static final long LEAST = 1 << 20;

  private long left;

  Room() {
    this(BYTES);
  }

  Room(long bytes) {
    left = bytes;
  }

  /** Takes memory for some rows; they are there already, so there may be too little. */
  void take(List<RowImage> rows) {
    left -= rows.stream().mapToLong(RowImage::weight).sum();
  }

  /** How many more rows fit, if they are as large as some others; at least one. */
  int more(List<RowImage> like) {
    long bytes = like.stream().mapToLong(RowImage::weight).sum();
    long each = Math.max(1, bytes / Math.max(1, like.size()));
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left / each));
  }

  /** The most bytes that one statement for several rows may bring. */
  long most() {
    return Math.max(LEAST, left);
  }

  /** Whether there is none left. */
  boolean isFull() {
    return left <= 0;
  }
}
