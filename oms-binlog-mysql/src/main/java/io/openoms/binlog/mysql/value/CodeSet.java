package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;
import java.util.Arrays;
import java.util.Map;

/** A set of characters of one, two or three bytes, by the server's own tables. One thread. */
final class CodeSet implements CharacterSet {

  private final byte[][] single = new byte[256][];
  private final Map<Integer, byte[]> longer;
  private final int[] bytesOfLead = new int[256];
  private byte[] text = new byte[256];

  /**
   * With the UTF-8 bytes of each code, the code's first byte being its highest.
   *
   * @param codes the server's table, shared
   */
  CodeSet(Map<Integer, byte[]> codes) {
    this.longer = codes;
    codes.forEach(
        (code, bytes) -> {
          int length = code > 0xffff ? 3 : code > 0xff ? 2 : 1;
          if (length == 1) {
            single[code] = bytes;
          } else {
            int lead = code >> (8 * (length - 1));
            bytesOfLead[lead] = Math.max(bytesOfLead[lead], length);
          }
        });
  }

  @Override
  public void convert(byte[] data, int start, int length, RowImage.Builder out) {
    int used = 0;
    int at = start;
    int end = start + length;
    while (at < end) {
      int code = data[at++] & 0xff;
      byte[] bytes = single[code];
      for (int more = 1; bytes == null && more < bytesOfLead[code >> (8 * (more - 1))]; more++) {
        if (at == end) {
          throw new UnheldTextException();
        }
        code = (code << 8) | (data[at++] & 0xff);
        bytes = longer.get(code);
      }
      if (bytes == null) {
        throw new UnheldTextException();
      }
      if (used + bytes.length > text.length) {
        text = Arrays.copyOf(text, 2 * text.length);
      }
      System.arraycopy(bytes, 0, text, used, bytes.length);
      used += bytes.length;
    }
    out.add(text, 0, used);
  }
}
