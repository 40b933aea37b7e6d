package io.openoms.tck;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The seed of a random test: that of the day (UTC), such as 20261128, unless a system property says
 * another one. It is printed, so that a failure can be repeated. Stateless.
 */
public final class Seed {

  private Seed() {}

  /** The seed by that property, or of the day. */
  public static long of(String property) {
    long today =
        Long.parseLong(LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE));
    long seed = Long.getLong(property, today);
    System.out.println("seed: -D" + property + "=" + seed);
    return seed;
  }
}
