package io.openoms.tidb.openprotocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.xerial.snappy.Snappy;

/**
 * Values may be compressed as a block of Snappy or a frame of LZ4, and nothing says so. But the
 * three forms cannot be mistaken: a frame begins with four bytes of its own. JSON begins with a
 * brace and a quote, or two braces; a Snappy block that begins with a brace, for a length of 123,
 * begins with a literal then, whose byte is neither. Stateless.
 */
final class Compression {

  /** No value is larger: Kafka's records have a length of 32 bits, in practice some MiB. */
  private static final int LARGEST = 1 << 30;

  /** A copy of 64 bytes takes 3. */
  private static final int MOST_BY_SNAPPY = 64 / 3 + 1;

  private static final byte[] FRAME = {0x04, 0x22, 0x4d, 0x18};
  private static final int BUFFER = 1 << 13;

  private Compression() {}

  static byte[] inflated(byte[] value) {
    if (isJson(value)) {
      return value;
    }
    try {
      return isFrame(value) ? frame(value) : block(value);
    } catch (IOException | LZ4Exception e) {
      throw Faults.damaged("a value is neither JSON nor compressed JSON", e);
    }
  }

  private static boolean isJson(byte[] value) {
    return value.length > 1 && value[0] == '{' && (value[1] == '"' || value[1] == '}');
  }

  private static boolean isFrame(byte[] value) {
    for (int i = 0; i < FRAME.length; i++) {
      if (value.length <= i || value[i] != FRAME[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] block(byte[] value) throws IOException {
    if (value.length == 0) {
      throw Faults.damaged("a message has no value");
    }
    long length = Snappy.uncompressedLength(value);
    if (length < 0 || length > Math.min(LARGEST, (long) MOST_BY_SNAPPY * value.length)) {
      throw Faults.damaged("a compressed value says that it is longer than it can be");
    }
    return Snappy.uncompress(value);
  }

  private static byte[] frame(byte[] value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 * value.length);
    byte[] buffer = new byte[BUFFER];
    try (LZ4FrameInputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(value))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > LARGEST) {
          throw Faults.damaged("a compressed value is longer than any row");
        }
      }
    }
    return out.toByteArray();
  }
}
