package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;

/** A character set of the server. One thread: implementations may keep a buffer. */
public interface CharacterSet {

  /**
   * Adds some text in UTF-8.
   *
   * @throws UnheldTextException when bytes are no character of Unicode
   */
  void convert(byte[] data, int start, int length, RowImage.Builder out);
}
