package io.openoms.dialect.mysql.sql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a definition from the bytes of SHOW CREATE. They are no text of one character set: MySQL
 * and MariaDB write a literal behind an introducer in the introducer's own bytes, such as {@code
 * _latin1'\xE9'} (MySQL 8.0 and 9.7 in expressions of tables, MariaDB in views). Such literals
 * become hexadecimal, {@code _latin1 x'E9'}, which means the same, and so do constants that are no
 * UTF-8 (MariaDB and MySQL 5.6, of binary columns); everything else is UTF-8.
 */
public final class ShownBytes {

  private static final Set<String> UTF8 = Set.of("_utf8", "_utf8mb3", "_utf8mb4");

  /** Character sets in which a byte below 128 is not the letter of ASCII. */
  private static final Set<String> WIDE = Set.of("_ucs2", "_utf16", "_utf16le", "_utf32");

  private final byte[] shown;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;

  private ShownBytes(byte[] shown) {
    this.shown = shown;
  }

  /**
   * The definition as text.
   *
   * @throws IllegalArgumentException when a quote does not end, or bytes outside of literals with
   *     an introducer are no UTF-8
   */
  public static String read(byte[] shown) {
    ShownBytes bytes = new ShownBytes(shown);
    while (bytes.at < shown.length) {
      bytes.next();
    }
    return utf8(bytes.out.toByteArray())
        .orElseThrow(() -> new IllegalArgumentException("has bytes that are no text"));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.of(text.toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * A view as text that the server converted from another character set than UTF-8. That bends
   * literals behind introducers, and even swallows their quotes.
   *
   * @param client the character set of the session that made the view
   * @throws IllegalArgumentException when there are such literals
   */
  public static String converted(byte[] shown, String client) {
    String statement = read(shown);
    if (Tokenizer.scan(statement).stream().anyMatch(ShownBytes::isBent)) {
      throw new IllegalArgumentException(
          "was made by a session in " + client + ", and its texts behind introducers are lost");
    }
    return statement;
  }

  private static boolean isBent(Token token) {
    String word = token.text().toLowerCase(Locale.ROOT);
    return token.kind() == Token.Kind.WORD && word.startsWith("_") && !UTF8.contains(word);
  }

  private void next() {
    byte b = shown[at];
    if (b != '\'' && b != '`' && b != '"') {
      out.write(b);
      at++;
      return;
    }
    int end = end(b);
    String introducer = b == '\'' ? introducer() : "";
    boolean utf8 = introducer.isEmpty() || UTF8.contains(introducer);
    if (utf8
        ? b != '\'' || utf8(Arrays.copyOfRange(shown, at, end)).isPresent()
        : !mustBeHex(introducer, end)) {
      out.write(shown, at, end - at);
    } else {
      String hex = HexFormat.of().withUpperCase().formatHex(meant(end));
      out.writeBytes((" x'" + hex + "'").getBytes(StandardCharsets.US_ASCII));
    }
    at = end;
  }

  /** Behind the closing quote. */
  private int end(byte quote) {
    for (int i = at + 1; i < shown.length; i++) {
      if (shown[i] == '\\' && quote != '`') {
        i++;
      } else if (shown[i] == quote) {
        if (i + 1 == shown.length || shown[i + 1] != quote) {
          return i + 1;
        }
        i++;
      }
    }
    throw new IllegalArgumentException("a quote " + (char) quote + " does not end");
  }

  /** The word that touches the quote, in lower case, when it begins with an underscore. */
  private String introducer() {
    int start = at;
    while (start > 0 && isWordPart(shown[start - 1])) {
      start--;
    }
    String word = new String(shown, start, at - start, StandardCharsets.ISO_8859_1);
    return word.startsWith("_") ? word.toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isWordPart(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
  }

  private boolean mustBeHex(String introducer, int end) {
    for (int i = at; i < end; i++) {
      if (shown[i] < 0) {
        return true;
      }
    }
    return WIDE.contains(introducer);
  }

  /** What the literal up to there means; servers read their escapes byte by byte. */
  private byte[] meant(int end) {
    ByteArrayOutputStream meant = new ByteArrayOutputStream();
    for (int i = at + 1; i < end - 1; i++) {
      if (shown[i] == '\\') {
        i++;
        meant.write(escaped(shown[i]));
      } else {
        i += shown[i] == '\'' ? 1 : 0;
        meant.write(shown[i]);
      }
    }
    return meant.toByteArray();
  }

  private static int escaped(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case '0' -> 0;
      case 'Z' -> 0x1a;
      default -> b;
    };
  }
}
