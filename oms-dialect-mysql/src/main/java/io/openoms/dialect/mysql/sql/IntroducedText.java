package io.openoms.dialect.mysql.sql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes the bytes of a literal behind an introducer. Only character sets that Java reads as the
 * servers do, tried byte by byte; of the others nothing is claimed.
 */
public final class IntroducedText {

  private static final Map<String, Integer> WIDTHS =
      Map.of("ucs2", 2, "utf16", 2, "utf16le", 2, "utf32", 4);

  private static final Map<String, String> CHARSETS =
      Map.ofEntries(
          Map.entry("utf8", "UTF-8"),
          Map.entry("utf8mb3", "UTF-8"),
          Map.entry("utf8mb4", "UTF-8"),
          Map.entry("ascii", "US-ASCII"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin2", "ISO-8859-2"),
          Map.entry("latin5", "ISO-8859-9"),
          Map.entry("cp1250", "windows-1250"),
          Map.entry("cp1251", "windows-1251"),
          Map.entry("koi8r", "KOI8-R"),
          Map.entry("ucs2", "UTF-16BE"),
          Map.entry("utf16", "UTF-16BE"),
          Map.entry("utf16le", "UTF-16LE"),
          Map.entry("utf32", "UTF-32BE"));

  private IntroducedText() {}

  /**
   * The text; empty when the character set is not known, or the bytes are none of its texts.
   *
   * @param characterSet its name as servers have it, in lower case
   */
  public static Optional<String> decode(String characterSet, byte[] bytes) {
    String charset = CHARSETS.get(characterSet);
    if (charset == null) {
      return Optional.empty();
    }
    try {
      byte[] whole = padded(bytes, WIDTHS.getOrDefault(characterSet, 1));
      return Optional.of(
          Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(whole)).toString());
    } catch (CharacterCodingException e) {
      return characterSet.equals("latin1") ? Optional.of(latin1(bytes)) : Optional.empty();
    }
  }

  /** Servers fill the first character with zeros. */
  private static byte[] padded(byte[] bytes, int width) {
    int missing = (width - bytes.length % width) % width;
    byte[] whole = Arrays.copyOf(new byte[missing], missing + bytes.length);
    System.arraycopy(bytes, 0, whole, missing, bytes.length);
    return whole;
  }

  /** The servers' latin1 is windows-1252; five bytes that it lacks are control characters. */
  private static String latin1(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      String one = new String(new byte[] {b}, Charset.forName("windows-1252"));
      text.append(
          one.equals("\ufffd") ? new String(new byte[] {b}, StandardCharsets.ISO_8859_1) : one);
    }
    return text.toString();
  }
}
