package io.openoms.binlog.mysql.event;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.openoms.binlog.mysql.error.MalformedEventException;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that Zstandard has compressed. The only class that needs its library. One thread. */
final class ZstandardStream extends InputStream {

  private final InputStream plain;

  ZstandardStream(InputStream compressed) throws IOException {
    this.plain = new ZstdInputStream(compressed);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return plain.read(into, offset, length);
    } catch (ZstdIOException e) {
      throw new MalformedEventException("a transaction cannot be decompressed: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
