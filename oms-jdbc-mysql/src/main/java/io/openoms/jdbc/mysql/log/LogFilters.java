package io.openoms.jdbc.mysql.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The databases that a server leaves out of its log. Immutable.
 *
 * @param only {@code binlog-do-db}: those whose changes are logged; empty for all
 * @param never {@code binlog-ignore-db}: those whose changes are not
 */
public record LogFilters(List<String> only, List<String> never) {

  public LogFilters {
    only = List.copyOf(only);
    never = List.copyOf(never);
  }

  /** From both options as the server shows them: names with commas between. */
  public static LogFilters of(String only, String never) {
    return new LogFilters(list(only), list(never));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Whether {@code binlog-do-db} keeps changes of a database out of the log. */
  public boolean lacks(String database, boolean ignoresCase) {
    return !only.isEmpty() && !contains(only, database, ignoresCase);
  }

  /** Whether {@code binlog-ignore-db} does. */
  public boolean ignores(String database, boolean ignoresCase) {
    return contains(never, database, ignoresCase);
  }

  private static boolean contains(List<String> names, String name, boolean ignoresCase) {
    return names.stream()
        .anyMatch(
            one ->
                ignoresCase
                    ? one.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))
                    : one.equals(name));
  }
}
