package io.openoms.jdbc.session;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A session variable, the value that each session of this library has, and why. A server that does
 * not know the variable is not asked for it. Immutable.
 *
 * @param name the variable
 * @param value the value as the server shows it
 * @param reason what would go wrong with another one
 * @param with the setting is left out where the server does not know this other variable
 * @param without the setting is left out where the server knows this other variable
 */
public record SessionSetting(
    String name, String value, String reason, Optional<String> with, Optional<String> without) {

  /** Pins a variable wherever it exists. */
  public static SessionSetting of(String name, String value, String reason) {
    return new SessionSetting(name, value, reason, Optional.empty(), Optional.empty());
  }

  /** The same variable with another value. */
  SessionSetting as(String other) {
    return new SessionSetting(name, other, reason, with, without);
  }

  /** The same, but not where the server knows that other variable. */
  public SessionSetting without(String other) {
    return new SessionSetting(name, value, reason, with, Optional.of(other));
  }

  /** The same, but only where the server knows that other variable. */
  public SessionSetting with(String other) {
    return new SessionSetting(name, value, reason, Optional.of(other), without);
  }

  boolean holdsFor(Set<String> known) {
    return known.contains(name)
        && with.map(known::contains).orElse(true)
        && !without.map(known::contains).orElse(false);
  }

  /** Whether the value is a number, so that it is assigned without quotes. */
  public boolean isNumber() {
    return isNumber(value);
  }

  /** Whether a value that was read back is this one: servers write the same in other ways. */
  boolean is(String shown) {
    String other = plain(shown);
    if (isNumber(value) && isNumber(other)) {
      return new BigDecimal(value).compareTo(new BigDecimal(other)) == 0;
    }
    return words(value).equals(words(other));
  }

  /** A flag is shown by a number or by a word. */
  private String plain(String shown) {
    return !isNumber(value)
        ? shown
        : switch (shown.toUpperCase(Locale.ROOT)) {
          case "ON" -> "1";
          case "OFF" -> "0";
          default -> shown;
        };
  }

  /** A list of flags comes back in the server's own order. */
  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.toUpperCase(Locale.ROOT).split(",", -1)));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?");
  }
}
