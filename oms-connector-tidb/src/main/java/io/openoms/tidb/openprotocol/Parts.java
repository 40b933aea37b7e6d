package io.openoms.tidb.openprotocol;

import java.nio.ByteBuffer;

/** The parts of a record's key or value. Stateless. */
final class Parts {

  private Parts() {}

  /** The next part; its length is believed only as far as there are bytes. */
  static byte[] next(ByteBuffer from) {
    if (from.remaining() < Long.BYTES) {
      throw Faults.damaged("a record ends before its last part");
    }
    long length = from.getLong();
    if (length < 0 || length > from.remaining()) {
      throw Faults.damaged("a part of a record is longer than the record");
    }
    byte[] part = new byte[(int) length];
    from.get(part);
    return part;
  }
}
