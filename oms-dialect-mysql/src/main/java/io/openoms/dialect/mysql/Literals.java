package io.openoms.dialect.mysql;

import java.util.HexFormat;

/** Constants as SQL of the MySQL family writes them, for sessions with backslash escapes on. */
public final class Literals {

  private Literals() {}

  /** A text in single quotes. */
  public static String text(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('\'');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\'' -> out.append("''");
        case '\\' -> out.append("\\\\");
        case '\0' -> out.append("\\0");
        default -> out.append(c);
      }
    }
    return out.append('\'').toString();
  }

  /** Bytes in hexadecimal; {@code ''} for none. */
  public static String bytes(byte[] value) {
    return value.length == 0 ? "''" : "x'" + HexFormat.of().formatHex(value) + "'";
  }

  /** A floating-point number; without an exponent it would be a decimal one. */
  public static String floating(String number) {
    return number.indexOf('e') < 0 && number.indexOf('E') < 0 ? number + "e0" : number;
  }
}
