package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.event.EventType;
import java.util.zip.CRC32;

/** An event's bytes as a server sent them, with the checksum at their end where there is one. */
public final class RecordedEvent {

  static final int SIZE_AT = 9;
  private static final int TYPE_AT = 4;
  private static final int CHECKSUM_BYTES = 4;

  private final byte[] bytes;

  /** Of those bytes, which are shared. */
  public RecordedEvent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes, shared. */
  public byte[] bytes() {
    return bytes;
  }

  /** Its kind. */
  public int type() {
    return bytes.length > TYPE_AT ? bytes[TYPE_AT] & 0xff : -1;
  }

  EventHeader header() {
    return EventHeader.read(new Cursor(bytes));
  }

  long start() {
    return header().end() - header().size();
  }

  boolean begins() {
    return switch (type()) {
      case EventType.GTID, EventType.ANONYMOUS_GTID, EventType.TAGGED_GTID, EventType.MARIA_GTID ->
          true;
      default -> false;
    };
  }

  boolean isHeartbeat() {
    return type() == EventType.HEARTBEAT;
  }

  /** The same with the length and the checksum that its bytes ask for. */
  public RecordedEvent corrected(boolean checksums) {
    byte[] right = bytes.clone();
    if (right.length >= EventHeader.BYTES) {
      put(right, SIZE_AT, right.length);
    }
    return new RecordedEvent(right).summed(checksums);
  }

  /** The same with the checksum that its bytes ask for. */
  public RecordedEvent summed(boolean checksums) {
    byte[] right = bytes.clone();
    if (checksums && right.length >= CHECKSUM_BYTES) {
      CRC32 crc = new CRC32();
      crc.update(right, 0, right.length - CHECKSUM_BYTES);
      put(right, right.length - CHECKSUM_BYTES, crc.getValue());
    }
    return new RecordedEvent(right);
  }

  static void put(byte[] bytes, int at, long value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }
}
