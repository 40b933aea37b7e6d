package io.openoms.jdbc.mysql.catalog;

import java.util.ArrayList;
import java.util.List;

/** Texts in one text, each behind its length. Stateless. */
public final class TextParts {

  private TextParts() {}

  /** A text behind its length. */
  public static String part(String text) {
    return text.length() + ":" + text;
  }

  /**
   * The texts of one text.
   *
   * @throws IllegalArgumentException when it is damaged; the message is a part of a sentence
   */
  public static List<String> of(String text) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int colon = text.indexOf(':', at);
      if (colon < 0 || !text.substring(at, colon).matches("\\d{1,9}")) {
        throw new IllegalArgumentException("a part of it does not begin with its length");
      }
      int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
      if (end > text.length()) {
        throw new IllegalArgumentException("it ends within a part");
      }
      parts.add(text.substring(colon + 1, end));
      at = end;
    }
    return parts;
  }
}
