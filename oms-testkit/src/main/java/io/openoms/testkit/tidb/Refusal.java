package io.openoms.testkit.tidb;

/**
 * An error with which a server answers. Immutable.
 *
 * @param number its number
 * @param state its SQL state, of five characters
 * @param message what it says
 */
public record Refusal(int number, String state, String message) {

  /** An error without an SQL state of its own. */
  public static Refusal of(int number, String message) {
    return new Refusal(number, "HY000", message);
  }
}
