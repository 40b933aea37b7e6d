package io.openoms;

import java.util.regex.Pattern;

/** Translates the wildcards of selection rules into regular expressions. */
final class Wildcards {

  private Wildcards() {}

  /** Translates the table part of a rule; {@code rule} is the whole rule, for errors. */
  static String toRegex(String wildcards, String rule) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < wildcards.length()) {
      int c = wildcards.codePointAt(i);
      if (c == '[') {
        int close = wildcards.indexOf(']', i + 2);
        if (close < 0) {
          throw new IllegalArgumentException("'" + rule + "': a [ has no closing ]");
        }
        regex.append(characterSet(wildcards.substring(i + 1, close)));
        i = close + 1;
        continue;
      }
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
          });
      i += Character.charCount(c);
    }
    return regex.toString();
  }

  private static String characterSet(String members) {
    boolean negated = members.startsWith("!");
    String body = negated ? members.substring(1) : members;
    StringBuilder set = new StringBuilder(negated ? "[^" : "[");
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      boolean range = c == '-' && i > 0 && i < body.length() - 1;
      if (!range && c < 128 && !Character.isLetterOrDigit(c)) {
        set.append('\\');
      }
      set.append(c);
    }
    return set.append(']').toString();
  }
}
