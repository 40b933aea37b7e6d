package io.openoms;

/** Splits and quotes {@code database.name} texts as people write them in selections. */
final class QualifiedText {

  private QualifiedText() {}

  /** The two parts of {@code database.name}, still quoted if they were. */
  static String[] split(String text) {
    int dot = indexOutsideQuotes(text, '.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new IllegalArgumentException("'" + text + "' is not of the form database.table");
    }
    String rest = text.substring(dot + 1);
    if (indexOutsideQuotes(rest, '.') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' has more than one dot; put a name that holds a dot in backticks");
    }
    return new String[] {text.substring(0, dot).strip(), rest.strip()};
  }

  static boolean isQuoted(String part) {
    return part.length() >= 2 && part.startsWith("`") && part.endsWith("`");
  }

  static String unquote(String part) {
    return isQuoted(part) ? part.substring(1, part.length() - 1).replace("``", "`") : part;
  }

  static String quote(String name) {
    boolean plain = name.indexOf('.') < 0 && name.indexOf('`') < 0;
    return plain ? name : inBackticks(name);
  }

  static String inBackticks(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Where a character first stands outside backticks; −1 when it does not. */
  static int indexOutsideQuotes(String text, char sought) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '`') {
        quoted = !quoted;
      } else if (c == sought && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
