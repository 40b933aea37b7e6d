package io.openoms.testkit.junit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The seed of random tests: that of the day (UTC), such as 20261128, so that each day tries other
 * cases; {@code -Dopenoms.seed} gives another one. Stateless.
 */
public final class Seed {

  private static final String PROPERTY = "openoms.seed";

  private Seed() {}

  /** The seed, which is also printed: a failure can be repeated by it. */
  public static long ofTheDay() {
    long today =
        Long.parseLong(LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE));
    long seed = Long.getLong(PROPERTY, today);
    System.out.println("seed: -D" + PROPERTY + "=" + seed);
    return seed;
  }
}
