package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** FLOAT and DOUBLE; a FLOAT is told as the double that it is. */
final class FloatingDecoder implements ValueDecoder {

  private final int bytes;
  private final int width;
  private final TextBuffer text = new TextBuffer();

  /**
   * For four or eight bytes.
   *
   * @param width digits that are filled up with zeros; 0 for none
   */
  FloatingDecoder(int bytes, int width) {
    this.bytes = bytes;
    this.width = width;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(bytes);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    double value = bytes == 4 ? Float.intBitsToFloat(in.i4()) : Double.longBitsToDouble(in.i8());
    ShortestDouble.write(value, text);
    text.fill(width).flush(out);
  }
}
