package io.openoms.cli.file;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers as people write them. */
final class Sizes {

  private static final Pattern BYTES = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)I?B?");
  private static final String UNITS = "KMGT";

  private Sizes() {}

  static OptionalLong number(String text) {
    return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  static OptionalLong bytes(String text) {
    Matcher size = BYTES.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      return OptionalLong.empty();
    }
    int unit = size.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(size.group(2));
    try {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * unit)));
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
