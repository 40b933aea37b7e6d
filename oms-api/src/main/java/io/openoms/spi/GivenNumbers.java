package io.openoms.spi;

import java.math.BigInteger;

/**
 * The numbers that a server gives to new rows by itself: the first one, and then one each so many.
 * Immutable.
 *
 * @param first the first one
 * @param step how far one is from the next, at least 1
 */
public record GivenNumbers(long first, long step) {

  public GivenNumbers {
    if (step < 1) {
      throw new IllegalArgumentException("numbers do not grow by " + step);
    }
  }

  /** Whether another server may give a number that this one gives, too. */
  public boolean meets(GivenNumbers other) {
    long common = BigInteger.valueOf(step).gcd(BigInteger.valueOf(other.step)).longValueExact();
    return Math.floorMod(first - other.first, common) == 0;
  }

  @Override
  public String toString() {
    return first + ", " + (first + step) + ", " + (first + 2 * step) + " …";
  }
}
