package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What MariaDB compresses with {@code log_bin_compress}: a byte that says how, the length in up to
 * four bytes, the highest first, and zlib's bytes. Stateless.
 */
public final class Inflated {

  private static final int COMPRESSED = 0x80;
  private static final int METHOD = 0x70;
  private static final int LENGTH_BYTES = 0x07;
  private static final int LONGEST = 1 << 30;
  private static final int FIRST_ROOM = 1 << 16;

  private Inflated() {}

  /** Reads all that is left. */
  public static Cursor read(Cursor in) {
    int how = in.u1();
    int lengthBytes = how & LENGTH_BYTES;
    if ((how & COMPRESSED) == 0 || (how & METHOD) != 0 || lengthBytes > 4) {
      throw new MalformedEventException("an event is compressed in the way " + how);
    }
    return new Cursor(of(in, in.bigEndian(lengthBytes), true));
  }

  /**
   * Reads all that is left, without the byte and the length before it.
   *
   * @param length how many bytes come of it
   * @param wrapped whether they have zlib's header and checksum
   */
  public static byte[] of(Cursor in, long length, boolean wrapped) {
    if (length > LONGEST) {
      throw new MalformedEventException("compressed data says that it has " + length + " bytes");
    }
    Inflater inflater = new Inflater(!wrapped);
    try {
      inflater.setInput(in.data(), in.at(), in.left());
      return inflate(inflater, (int) length);
    } catch (DataFormatException e) {
      throw new MalformedEventException("data cannot be decompressed: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Memory grows with what is there, not with what is announced. */
  private static byte[] inflate(Inflater inflater, int length) throws DataFormatException {
    byte[] bytes = new byte[Math.min(length, FIRST_ROOM)];
    int used = 0;
    while (used < length) {
      if (used == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * used));
      }
      int count = inflater.inflate(bytes, used, bytes.length - used);
      if (count == 0) {
        throw new MalformedEventException("compressed data ends too early");
      }
      used += count;
    }
    // Only at its end the stream's own checksum is looked at.
    if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
      throw new MalformedEventException("compressed data is longer than it says");
    }
    return bytes;
  }
}
