package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of one record after another, in memory that grows and is used again. One thread. */
final class RecordOutput {

  private static final int FIRST = 1 << 16;

  /** What a larger record needed is not kept for small ones. */
  private static final int KEPT = 2 << 20;

  private ByteBuffer out = ByteBuffer.allocate(FIRST);

  /** The last table's name as it is written: mostly it is the same again. */
  private @Nullable ObjectName latest;

  private byte[] latestBytes = {};

  /** Begins a record, also where the one before was left half written. */
  void begin() {
    out.clear();
  }

  /** The record, copied. */
  byte[] record() {
    byte[] record = Arrays.copyOf(out.array(), out.position());
    if (out.capacity() > KEPT) {
      out = ByteBuffer.allocate(FIRST);
    }
    return record;
  }

  void number1(int value) {
    room(Byte.BYTES).put((byte) value);
  }

  void number4(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void number8(long value) {
    room(Long.BYTES).putLong(value);
  }

  void truth(boolean value) {
    number1(value ? 1 : 0);
  }

  void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
  }

  void name(ObjectName name) {
    if (name.equals(latest)) {
      room(latestBytes.length).put(latestBytes);
      return;
    }
    int from = out.position();
    text(name.database());
    text(name.name());
    latestBytes = Arrays.copyOfRange(out.array(), from, out.position());
    latest = name;
  }

  void instant(Instant instant) {
    room(Long.BYTES + Integer.BYTES).putLong(instant.getEpochSecond()).putInt(instant.getNano());
  }

  void row(RowImage row) {
    row.write(room(row.writtenBytes()));
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int needed = Math.addExact(out.position(), bytes);
      long larger = Math.min(2L * out.capacity(), Integer.MAX_VALUE - Long.BYTES);
      ByteBuffer more = ByteBuffer.allocate((int) Math.max(needed, larger));
      out = more.put(out.flip());
    }
    return out;
  }
}
