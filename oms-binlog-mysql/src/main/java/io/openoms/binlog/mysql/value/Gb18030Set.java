package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * GB18030: characters of two bytes by the server's table, those of four by the standard's formula.
 * One thread.
 */
final class Gb18030Set implements CharacterSet {

  private static final Charset STANDARD = Charset.forName("GB18030");

  private final Map<Integer, byte[]> codes;

  Gb18030Set(Map<Integer, byte[]> codes) {
    this.codes = codes;
  }

  @Override
  public void convert(byte[] data, int start, int length, RowImage.Builder out) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(2 * length);
    int at = start;
    int end = start + length;
    while (at < end) {
      int bytes = bytes(data, at, end);
      byte[] character =
          bytes == 4 ? ofFour(data, at) : codes.getOrDefault(code(data, at, bytes), null);
      if (character == null) {
        throw new UnheldTextException();
      }
      text.write(character, 0, character.length);
      at += bytes;
    }
    out.add(text.toByteArray());
  }

  private static int bytes(byte[] data, int at, int end) {
    if (data[at] >= 0) {
      return 1;
    }
    boolean four = at + 1 < end && data[at + 1] >= '0' && data[at + 1] <= '9';
    int bytes = four ? 4 : 2;
    if (at + bytes > end) {
      throw new UnheldTextException();
    }
    return bytes;
  }

  private static int code(byte[] data, int at, int bytes) {
    return bytes == 1 ? data[at] : ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
  }

  private static byte[] ofFour(byte[] data, int at) {
    try {
      return STANDARD
          .newDecoder()
          .decode(ByteBuffer.wrap(data, at, 4))
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new UnheldTextException();
    }
  }
}
