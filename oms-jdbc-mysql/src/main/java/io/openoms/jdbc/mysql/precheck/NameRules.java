package io.openoms.jdbc.mysql.precheck;

import java.util.Optional;

/** What is unusual in a name. Quoting copes with most of it here; other tools may not. */
final class NameRules {

  private static final String UNUSUAL = "\n\r.|\"'()=;/&";

  private NameRules() {}

  /** What the name holds that the sink refuses, as the end of a sentence; empty when nothing. */
  static Optional<String> impossible(String name, String refused) {
    return refused
        .chars()
        .filter(letter -> name.indexOf(letter) >= 0)
        .mapToObj(letter -> letter == '`' ? "a backtick" : Character.toString(letter))
        .findFirst();
  }

  /** What is unusual, as the end of a sentence; empty when nothing is. */
  static Optional<String> oddity(String name) {
    if (name.contains("$$")) {
      return Optional.of("holds $$");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (UNUSUAL.indexOf(c) >= 0) {
        return Optional.of(c == '\n' || c == '\r' ? "holds a line break" : "holds " + c);
      }
      if (c > 126) {
        return Optional.of("holds other characters than ASCII's");
      }
    }
    return Optional.empty();
  }
}
