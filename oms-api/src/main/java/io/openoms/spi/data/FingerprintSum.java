package io.openoms.spi.data;

import java.math.BigInteger;

/**
 * The fingerprints of some rows, added up: their order does not count, and equal rows do not cancel
 * each other. Immutable.
 *
 * @param rows how many rows
 * @param sum the sum of their fingerprints, not reduced
 */
public record FingerprintSum(long rows, BigInteger sum) {

  /** Of no rows. */
  public static FingerprintSum none() {
    return new FingerprintSum(0, BigInteger.ZERO);
  }

  /** Of these rows and those. */
  public FingerprintSum plus(FingerprintSum other) {
    return new FingerprintSum(rows + other.rows, sum.add(other.sum));
  }
}
