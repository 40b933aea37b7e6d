package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.Inflated;
import io.openoms.spi.data.RowImage;
import java.util.Optional;

/**
 * Values of MariaDB's COMPRESSED columns, texts and bytes: nothing for an empty value, else a byte
 * that says how the rest is held. Seen on MariaDB 11.4.
 */
final class CompressedDecoder implements ValueDecoder {

  private static final int PLAIN = 0;
  private static final int ZLIB = 0x80;
  private static final int METHOD = 0xf0;
  private static final int RAW = 0x08;
  private static final int LENGTH_BYTES = 0x07;

  private final int lengthBytes;
  private final Optional<CharacterSet> set;

  /**
   * For lengths of that many bytes.
   *
   * @param set the character set of texts; empty for bytes
   */
  CompressedDecoder(int lengthBytes, Optional<CharacterSet> set) {
    this.lengthBytes = lengthBytes;
    this.set = set;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(in.number(lengthBytes));
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    Cursor value = in.slice(in.number(lengthBytes));
    int how = value.left() == 0 ? PLAIN : value.u1();
    if (how == PLAIN) {
      add(value.data(), value.at(), value.left(), out);
    } else if ((how & METHOD) == ZLIB) {
      long length = value.bigEndian(how & LENGTH_BYTES);
      byte[] bytes = Inflated.of(value, length, (how & RAW) == 0);
      add(bytes, 0, bytes.length, out);
    } else {
      throw new MalformedEventException("a value is compressed in the way " + how);
    }
  }

  private void add(byte[] data, int start, int length, RowImage.Builder out) {
    if (set.isPresent()) {
      set.get().convert(data, start, length, out);
    } else {
      out.add(data, start, length);
    }
  }
}
