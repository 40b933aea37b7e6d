package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one record. Rows share them; a text that is the same as the one before it, and
 * a table's name, are made once. A record that ends too early is a {@link
 * BufferUnderflowException}. One thread.
 */
final class RecordInput {

  private final byte[] bytes;
  private final ByteBuffer in;

  /** Where the last text stands, and the text. */
  private int textFrom;

  private int textTo;
  private String text = "";

  /** Where the last table's name stands, and the name. */
  private int nameFrom;

  private int nameTo;
  private @Nullable ObjectName name;

  RecordInput(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  int number1() {
    return in.get();
  }

  int number4() {
    return in.getInt();
  }

  long number8() {
    return in.getLong();
  }

  boolean truth() {
    return in.get() != 0;
  }

  /** A number of things of which each takes at least one byte. */
  int count() {
    int count = in.getInt();
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }

  String text() {
    int length = count();
    int from = in.position();
    int to = from + length;
    in.position(to);
    if (!Arrays.equals(bytes, from, to, bytes, textFrom, textTo)) {
      text = new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    textFrom = from;
    textTo = to;
    return text;
  }

  ObjectName name() {
    int from = in.position();
    skipText();
    skipText();
    int to = in.position();
    ObjectName known = name;
    if (known == null || !Arrays.equals(bytes, from, to, bytes, nameFrom, nameTo)) {
      in.position(from);
      known = new ObjectName(text(), text());
      name = known;
    }
    nameFrom = from;
    nameTo = to;
    return known;
  }

  private void skipText() {
    int length = count();
    in.position(in.position() + length);
  }

  Instant instant() {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  RowImage row() {
    return RowImage.read(in);
  }
}
