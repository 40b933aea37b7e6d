package io.openoms.tidb.openprotocol;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** Converts texts and bytes. Stateless. */
final class Strings {

  /** What stands for bytes that are no text. */
  private static final char REPLACEMENT = '\ufffd';

  /** In columns of these sets the server stores nothing but texts. */
  private static final Set<String> CHECKED = Set.of("utf8mb4", "utf8mb3", "utf8", "gbk", "gb18030");

  private Strings() {}

  /** Whether a server refuses bytes that are no text in that character set. */
  static boolean isChecked(String characterSet) {
    return CHECKED.contains(characterSet);
  }

  /** A text. Where the server stores any bytes, a character may stand for bytes that are lost. */
  static byte[] text(String text, boolean checked) {
    if (!checked && text.indexOf(REPLACEMENT) >= 0) {
      throw Faults.unfit(
          "a text holds U+FFFD, which may stand for bytes that are no text, in a column whose"
              + " character set is not checked by the server");
    }
    return Utf8.bytes(text);
  }

  /** A document is a text that is not empty; its server has parsed it. */
  static byte[] json(String text) {
    if (text.isBlank()) {
      throw Faults.damaged("a JSON document is empty");
    }
    return Utf8.bytes(text);
  }

  /** Bytes, with the zeros at their end that a BINARY is filled up with. */
  static byte[] bytes(String quoted, int padded) {
    byte[] bytes = GoQuoted.bytes(quoted);
    return bytes.length < padded ? Arrays.copyOf(bytes, padded) : bytes;
  }

  /** A TEXT or BLOB. */
  static byte[] large(String base64, boolean isBinary) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw Faults.damaged("a TEXT or BLOB is not written in base64", e);
    }
    if (!isBinary && !Utf8.isText(bytes)) {
      throw Faults.unfit("a text holds bytes that are no text");
    }
    return bytes;
  }
}
