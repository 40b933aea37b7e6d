package io.openoms.testkit.changefeed;

import java.math.BigDecimal;

/** Writes JSON as Go's encoder does, to the byte. Stateless. */
final class GoJson {

  private static final double LEAST_PLAIN = 1e-6;
  private static final double LEAST_LARGE = 1e21;

  private GoJson() {}

  /** A text; what HTML would read is escaped, too. */
  static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      out.append(escaped(text.charAt(i)));
    }
    return out.append('"').toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '<', '>', '&', '\u2028', '\u2029' -> String.format("\\u%04x", (int) c);
      default -> c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }

  /** A double in the fewest digits, as its text in Java has them. */
  static String number(double value) {
    return number(value, Double.toString(Math.abs(value)));
  }

  /** A single in the fewest digits. */
  static String number(float value) {
    return number(value, Float.toString(Math.abs(value)));
  }

  private static String number(double value, String digits) {
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    double size = Math.abs(value);
    if (size == 0) {
      return sign + "0";
    }
    BigDecimal decimal = new BigDecimal(digits).stripTrailingZeros();
    if (size >= LEAST_PLAIN && size < LEAST_LARGE) {
      return sign + decimal.toPlainString();
    }
    String unscaled = decimal.unscaledValue().toString();
    int exponent = unscaled.length() - 1 - decimal.scale();
    String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
    return sign + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
  }
}
