package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** Whole numbers of one to eight bytes, and the numbers of labels. */
final class IntegerDecoder implements ValueDecoder {

  private final int bytes;
  private final boolean unsigned;
  private final int width;
  private final TextBuffer text = new TextBuffer();

  /**
   * For numbers of that size.
   *
   * @param width digits that are filled up with zeros; 0 for none
   */
  IntegerDecoder(int bytes, boolean unsigned, int width) {
    this.bytes = bytes;
    this.unsigned = unsigned;
    this.width = width;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(bytes);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    long value = in.number(bytes);
    if (unsigned) {
      text.unsigned(value).fill(width).flush(out);
    } else {
      int shift = 64 - 8 * bytes;
      text.signed((value << shift) >> shift).flush(out);
    }
  }
}
