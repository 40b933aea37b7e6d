package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** BIT: as many bytes as the width needs, the highest first, as they travel. */
final class BitDecoder implements ValueDecoder {

  private final int bytes;

  BitDecoder(int bits) {
    this.bytes = (bits + 7) / 8;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(bytes);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    out.add(in.data(), in.skip(bytes), bytes);
  }
}
