package io.openoms.jdbc.split;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.spi.data.KeyTuple;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bounds of chunks at equal distances. Keys are unique, so the numbers between two bounds limit the
 * rows between them, whatever the table holds: a chunk has at most one and a half times the rows
 * that it shall have. After {@link #STEPS} bounds the next walk measures again, and passes a gap of
 * any width at once. One thread.
 */
final class NumberSteps {

  /** How many chunks may be empty, in a gap, for each that a walk finds. */
  static final int STEPS = 15;

  private final BigInteger distance;
  private final BigInteger greatest;
  private BigInteger last;
  private int left = STEPS;

  private NumberSteps(BigInteger distance, BigInteger last, BigInteger greatest) {
    this.distance = distance;
    this.last = last;
    this.greatest = greatest;
  }

  /**
   * Steps as wide as the last one that a walk made.
   *
   * @param after the key behind which that walk began
   * @param bound where it ended
   * @param chunkRows how many rows it passed
   * @param greatest asks for the table's greatest key
   * @return empty when so many numbers are unused that a chunk could become too large
   */
  static Optional<NumberSteps> of(
      BigInteger after, KeyTuple bound, long chunkRows, Supplier<Optional<KeyTuple>> greatest) {
    BigInteger last = number(bound);
    BigInteger distance = last.subtract(after);
    BigInteger widest = BigInteger.valueOf(chunkRows).multiply(BigInteger.valueOf(3)).shiftRight(1);
    if (distance.signum() <= 0 || distance.compareTo(widest) > 0) {
      return Optional.empty();
    }
    return greatest.get().map(end -> new NumberSteps(distance, last, number(end)));
  }

  /** The next bound; empty when a walk is needed: from time to time, and near the table's end. */
  Optional<KeyTuple> next() {
    BigInteger next = last.add(distance);
    if (left == 0 || next.compareTo(greatest) >= 0) {
      return Optional.empty();
    }
    left--;
    last = next;
    return Optional.of(KeyTuple.of(List.of(next.toString().getBytes(US_ASCII))));
  }

  /** The number that a key is. */
  static BigInteger number(KeyTuple key) {
    return new BigInteger(new String(key.value(0), US_ASCII));
  }
}
