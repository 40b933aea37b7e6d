package io.openoms;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule by which a change of a definition is left out at the sink, where following would stop at
 * it: by the number of the sink's error, or by a part of the reason. Immutable.
 *
 * @param error the number that the sink's server gives its error, such as 1061; empty for any
 * @param part a part of the reason as the error's message has it, in any case; empty for any
 */
public record DdlSkip(OptionalInt error, Optional<String> part) {

  /** The changes that the sink's server refuses with that number. */
  public static DdlSkip error(int number) {
    return new DdlSkip(OptionalInt.of(number), Optional.empty());
  }

  /** The changes that are not followed for a reason in which that text stands. */
  public static DdlSkip message(String part) {
    return new DdlSkip(OptionalInt.empty(), Optional.of(part));
  }

  /**
   * Whether the rule names a reason.
   *
   * @param number the number of the sink's error; empty where the server was not the one to refuse
   * @param reason why the change is not followed
   */
  public boolean matches(OptionalInt number, String reason) {
    return (error.isEmpty() || error.equals(number))
        && part.map(text -> lower(reason).contains(lower(text))).orElse(true);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** What is wrong with the rule; empty when nothing is. */
  Optional<String> fault() {
    boolean isBlank = part.filter(String::isBlank).isPresent();
    boolean isBelow = error.isPresent() && error.getAsInt() < 1;
    boolean isEmpty = part.isEmpty() && error.isEmpty();
    return isBlank || isBelow || isEmpty
        ? Optional.of("takes the number of an error, or a part of a message")
        : Optional.empty();
  }

  /** {@code error 1061}, or the text between quotes. */
  @Override
  public String toString() {
    String number = error.isPresent() ? "error " + error.getAsInt() : "";
    String text = part.map(some -> "'" + some + "'").orElse("");
    return number.isEmpty() || text.isEmpty() ? number + text : number + " with " + text;
  }
}
