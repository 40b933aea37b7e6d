package io.openoms.core.verify.report;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes names of files of names of objects, which may hold anything. Stateless. */
final class FileNames {

  private static final int LONGEST = 90;

  private FileNames() {}

  /**
   * The name with letters, digits, {@code _}, {@code -} and {@code $} as they are and all other
   * characters as {@code %XXXX}; a long one is cut, and ends with its digest.
   */
  static String of(String name) {
    StringBuilder safe = new StringBuilder();
    name.chars()
        .forEach(
            c -> {
              if ((Character.isLetterOrDigit(c) && c < 0x80) || "_-$".indexOf(c) >= 0) {
                safe.append((char) c);
              } else {
                safe.append(String.format(Locale.ROOT, "%%%04x", c));
              }
            });
    if (safe.length() <= LONGEST) {
      return safe.toString();
    }
    String digest =
        Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString().substring(0, 16);
    return safe.substring(0, LONGEST - digest.length() - 1) + "-" + digest;
  }
}
