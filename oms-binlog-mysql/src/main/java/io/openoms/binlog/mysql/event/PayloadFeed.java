package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;

/**
 * The events within one compressed transaction, read one by one as its bytes arrive: it may be far
 * larger than memory. One thread.
 */
final class PayloadFeed {

  private static final int END_OF_FIELDS = 0;
  private static final int SIZE = 1;
  private static final int COMPRESSION = 2;
  private static final int UNCOMPRESSED_SIZE = 3;
  private static final int ZSTD = 0;
  private static final int NONE = 255;
  private static final int CHECKSUM_BYTES = 4;

  /** No server takes a longer one. */
  private static final long LONGEST_EVENT = (1L << 30) + (1 << 20);

  private final PayloadBytes stored;
  private final InputStream message;
  private final boolean checksums;
  private final PushbackInputStream events;

  /** The size of all events, where it is told; −1 where not. */
  private long uncompressed = -1;

  /** The size of the events read so far. */
  private long told;

  /**
   * Begins to read.
   *
   * @param header the header of the event that holds the transaction
   * @param headerBytes the bytes of that header
   * @param message what follows it
   */
  PayloadFeed(EventHeader header, byte[] headerBytes, InputStream message, boolean checksums)
      throws IOException {
    this.message = message;
    this.checksums = checksums;
    long bytes = header.size() - EventHeader.BYTES - (checksums ? CHECKSUM_BYTES : 0);
    if (bytes < 0) {
      throw new MalformedEventException("an event has " + header.size() + " bytes");
    }
    this.stored = new PayloadBytes(message, bytes, headerBytes);
    this.events = new PushbackInputStream(decompressed());
  }

  private InputStream decompressed() throws IOException {
    long size = -1;
    long compression = NONE;
    for (long field = packed(); field != END_OF_FIELDS; field = packed()) {
      Cursor value = new Cursor(exactly(packed()));
      if (field == SIZE) {
        size = value.packed();
      } else if (field == COMPRESSION) {
        compression = value.packed();
      } else if (field == UNCOMPRESSED_SIZE) {
        uncompressed = value.packed();
      } else {
        throw new MalformedEventException("a compressed transaction has a field " + field);
      }
    }
    if (size != stored.left()) {
      throw new MalformedEventException(
          "a compressed transaction of " + size + " bytes came as " + stored.left());
    }
    if (compression != ZSTD && compression != NONE) {
      throw new MalformedEventException("a transaction is compressed in the way " + compression);
    }
    return compression == ZSTD ? Decompression.of(stored) : stored;
  }

  private long packed() throws IOException {
    int first = stored.read();
    if (first < 0) {
      throw new MalformedEventException("a compressed transaction ends within its fields");
    }
    int more = first < 251 ? 0 : first == 252 ? 2 : first == 253 ? 3 : 8;
    return more == 0 ? first : new Cursor(exactly(more)).number(more);
  }

  /** Fields are numbers of nine bytes at the most. */
  private byte[] exactly(long length) throws IOException {
    byte[] bytes = stored.readNBytes((int) Math.max(0, Math.min(length, 16)));
    if (bytes.length != length) {
      throw new MalformedEventException(
          "a field of a compressed transaction has " + length + " bytes");
    }
    return bytes;
  }

  /** The next event; asked for only while {@link #isDone} is false. */
  Event next() throws IOException {
    byte[] head = events.readNBytes(EventHeader.BYTES);
    EventHeader inner = EventHeader.read(new Cursor(head));
    long body = inner.size() - EventHeader.BYTES;
    if (body < 0 || inner.size() > LONGEST_EVENT) {
      throw new MalformedEventException("an event has " + inner.size() + " bytes");
    }
    byte[] bytes = events.readNBytes((int) body);
    if (bytes.length != body) {
      throw new MalformedEventException("a compressed transaction ends within an event");
    }
    if (!EventType.isOfTransaction(inner.type())) {
      throw new MalformedEventException(
          "a compressed transaction holds an event of the kind " + inner.type());
    }
    told += inner.size();
    // It stands in the file as a part of the whole: it ends nowhere by itself.
    return new Event(inner.placeless(), new Cursor(bytes));
  }

  /** Whether no event follows; then all bytes are read and the checksum is right. */
  boolean isDone() throws IOException {
    int next = events.read();
    if (next >= 0) {
      events.unread(next);
      return false;
    }
    events.close();
    if (uncompressed >= 0 && told != uncompressed) {
      throw new MalformedEventException(
          "a compressed transaction of " + uncompressed + " bytes has events of " + told);
    }
    stored.finish();
    if (checksums) {
      byte[] checksum = message.readNBytes(CHECKSUM_BYTES);
      if (checksum.length != CHECKSUM_BYTES || new Cursor(checksum).u4() != stored.checksum()) {
        throw new MalformedEventException("an event's checksum is wrong");
      }
    }
    if (message.read() >= 0) {
      throw new MalformedEventException("an event is longer than it says");
    }
    return true;
  }

  /** The stored bytes, counted and summed up. */
  private static final class PayloadBytes extends InputStream {

    private final InputStream in;
    private final CRC32 crc = new CRC32();
    private long left;

    PayloadBytes(InputStream in, long bytes, byte[] before) {
      this.in = in;
      this.left = bytes;
      crc.update(before, 0, before.length);
    }

    long left() {
      return left;
    }

    long checksum() {
      return crc.getValue();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new MalformedEventException("an event is shorter than it says");
      }
      crc.update(into, offset, count);
      left -= count;
      return count;
    }

    /** What stands behind the last compressed byte is read, too. */
    void finish() throws IOException {
      readAllBytes();
    }
  }
}
