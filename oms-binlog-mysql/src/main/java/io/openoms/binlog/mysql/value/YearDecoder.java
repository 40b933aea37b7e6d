package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** Years in one byte: 0, or years since 1900. */
final class YearDecoder implements ValueDecoder {

  private final boolean ofTwoDigits;
  private final TextBuffer text = new TextBuffer();

  YearDecoder(boolean ofTwoDigits) {
    this.ofTwoDigits = ofTwoDigits;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(1);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    int stored = in.u1();
    int year = stored == 0 ? 0 : 1900 + stored;
    text.padded(ofTwoDigits ? year % 100 : year, ofTwoDigits ? 2 : 4).flush(out);
  }
}
