package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** Bytes with their length before them, told as they are. */
final class BytesDecoder implements ValueDecoder {

  private final int lengthBytes;
  private final int padded;

  /**
   * For lengths of that many bytes.
   *
   * @param padded bytes that each value has; those missing at its end are zero; 0 for none
   */
  BytesDecoder(int lengthBytes, int padded) {
    this.lengthBytes = lengthBytes;
    this.padded = padded;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(in.number(lengthBytes));
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    int length = (int) in.number(lengthBytes);
    int start = in.skip(length);
    if (length >= padded) {
      out.add(in.data(), start, length);
      return;
    }
    byte[] whole = new byte[padded];
    System.arraycopy(in.data(), start, whole, 0, length);
    out.add(whole);
  }

  /** How many bytes say the length of a value in a row, a number up to four. */
  static int checkedLengthBytes(int bytes) {
    if (bytes < 1 || bytes > 4) {
      throw new MalformedEventException("a length has " + bytes + " bytes");
    }
    return bytes;
  }
}
