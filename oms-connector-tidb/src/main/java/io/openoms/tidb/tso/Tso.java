package io.openoms.tidb.tso;

import io.openoms.spi.data.Position;
import java.time.Instant;

/**
 * A timestamp of TiDB's oracle: milliseconds since 1970, shifted, and a counter. Every transaction
 * starts and commits at one of its own, and sees what committed at or before its start. Immutable.
 *
 * @param value its 64 bits, never negative
 */
public record Tso(long value) implements Comparable<Tso> {

  private static final int COUNTER_BITS = 18;

  /** When the oracle gave it, by its own clock. */
  public Instant time() {
    return Instant.ofEpochMilli(value >>> COUNTER_BITS);
  }

  /**
   * The place in the stream of changes behind every transaction that committed at or before this:
   * {@code tidb/1 tso=…}.
   */
  public Position position() {
    return new Position("tidb/1 tso=" + value);
  }

  @Override
  public int compareTo(Tso other) {
    return Long.compare(value, other.value);
  }
}
