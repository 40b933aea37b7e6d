package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** Texts with their length before them, from the column's character set into UTF-8. */
final class TextDecoder implements ValueDecoder {

  private final int lengthBytes;
  private final CharacterSet set;

  TextDecoder(int lengthBytes, CharacterSet set) {
    this.lengthBytes = lengthBytes;
    this.set = set;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(in.number(lengthBytes));
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    int length = (int) in.number(lengthBytes);
    int start = in.skip(length);
    set.convert(in.data(), start, length, out);
  }
}
