package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;

/** Sets whose bytes are UTF-8 already. Thread-safe. */
final class Utf8Set implements CharacterSet {

  @Override
  public void convert(byte[] data, int start, int length, RowImage.Builder out) {
    out.add(data, start, length);
  }
}
