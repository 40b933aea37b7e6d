package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Other encodings of Unicode, which Java reads as the server does. One thread. */
final class UnicodeSet implements CharacterSet {

  private final Charset charset;

  UnicodeSet(Charset charset) {
    this.charset = charset;
  }

  @Override
  public void convert(byte[] data, int start, int length, RowImage.Builder out) {
    try {
      CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(data, start, length));
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(text);
      out.add(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    } catch (CharacterCodingException e) {
      throw new UnheldTextException();
    }
  }
}
