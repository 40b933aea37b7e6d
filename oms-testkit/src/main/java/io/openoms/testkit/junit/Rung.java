package io.openoms.testkit.junit;

import java.util.stream.Stream;

/** The rung of the ladder of tests that runs: the everyday or the thorough one. Stateless. */
public final class Rung {

  private Rung() {}

  /** Whether {@code -Dopenoms.thorough=true} asks for the thorough rung. */
  public static boolean isThorough() {
    return Boolean.getBoolean("openoms.thorough");
  }

  /** The first case on the everyday rung, all cases on the thorough one. */
  public static <T> Stream<T> cases(Stream<T> all) {
    return isThorough() ? all : all.limit(1);
  }

  /** A number of repetitions by rung. */
  public static int times(String property, int everyday, int thorough) {
    return Integer.getInteger(property, isThorough() ? thorough : everyday);
  }
}
