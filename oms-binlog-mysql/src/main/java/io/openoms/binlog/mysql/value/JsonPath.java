package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.util.ArrayList;
import java.util.List;

/**
 * A path into a JSON document, as {@code $.a."b c"[3]}. Immutable.
 *
 * @param legs its steps, from the outermost
 */
record JsonPath(List<Leg> legs) {

  /** The server takes documents of a hundred levels. */
  private static final int DEEPEST = 100;

  JsonPath {
    legs = List.copyOf(legs);
  }

  /**
   * A step.
   *
   * @param key the member of an object; empty for an element of an array
   * @param index the element; −1 for a member
   */
  record Leg(String key, int index) {

    boolean isElement() {
      return index >= 0;
    }
  }

  boolean isRoot() {
    return legs.isEmpty();
  }

  static JsonPath parse(String text) {
    if (!text.startsWith("$")) {
      throw wrong(text);
    }
    List<Leg> legs = new ArrayList<>();
    int at = 1;
    while (at < text.length()) {
      if (legs.size() == DEEPEST) {
        throw wrong(text);
      }
      int end = text.charAt(at) == '[' ? text.indexOf(']', at) + 1 : endOfKey(text, at);
      if (end <= at) {
        throw wrong(text);
      }
      legs.add(leg(text, at, end));
      at = end;
    }
    return new JsonPath(legs);
  }

  private static int endOfKey(String text, int dot) {
    if (text.charAt(dot) != '.' || dot + 1 == text.length()) {
      return -1;
    }
    int at = dot + 1;
    if (text.charAt(at) == '"') {
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      return at < text.length() ? at + 1 : -1;
    }
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
      at++;
    }
    return at;
  }

  private static Leg leg(String text, int from, int end) {
    if (text.charAt(from) == '[') {
      try {
        return new Leg("", index(text.substring(from + 1, end - 1).strip()));
      } catch (NumberFormatException e) {
        throw wrong(text);
      }
    }
    boolean quoted = text.charAt(from + 1) == '"';
    return new Leg(quoted ? unescaped(text, from + 2, end - 1) : text.substring(from + 1, end), -1);
  }

  private static int index(String digits) {
    int index = Integer.parseInt(digits);
    if (index < 0) {
      throw new NumberFormatException(digits);
    }
    return index;
  }

  private static int hex(String text, int at) {
    try {
      return Integer.parseInt(text, at, at + 4, 16);
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static String unescaped(String text, int from, int end) {
    StringBuilder key = new StringBuilder();
    int at = from;
    while (at < end) {
      char c = text.charAt(at++);
      if (c != '\\' || at >= end) {
        key.append(c);
        continue;
      }
      char escaped = text.charAt(at++);
      switch (escaped) {
        case 'b' -> key.append('\b');
        case 't' -> key.append('\t');
        case 'n' -> key.append('\n');
        case 'f' -> key.append('\f');
        case 'r' -> key.append('\r');
        case 'u' -> {
          if (at + 4 > end) {
            throw wrong(text);
          }
          key.append((char) hex(text, at));
          at += 4;
        }
        default -> key.append(escaped);
      }
    }
    return key.toString();
  }

  private static MalformedEventException wrong(String text) {
    return new MalformedEventException("'" + text + "' is no path into JSON");
  }
}
