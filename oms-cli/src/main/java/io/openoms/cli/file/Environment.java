package io.openoms.cli.file;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables of the environment in the place of {@code ${NAME}}. Immutable. */
record Environment(Map<String, String> variables) {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** The text with its references replaced; a variable that is not set is a fault. */
  String resolve(String text, Consumer<String> faults) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            reference -> {
              String name = reference.group(1);
              String value = variables.get(name);
              if (value == null) {
                faults.accept("the environment has no variable " + name);
              }
              return Matcher.quoteReplacement(value == null ? "" : value);
            });
  }
}
