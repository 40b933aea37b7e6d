package io.openoms.jdbc.mysql.sink;

/** How large one statement may be. */
final class StatementLimit {

  /** What the protocol adds to a statement's text. */
  private static final int OVERHEAD = 1024;

  /** Larger packets than this exist on servers, but no Java array holds them. */
  private static final long LARGEST = 1L << 30;

  private StatementLimit() {}

  static int of(long maxAllowedPacket) {
    return (int) Math.min(LARGEST, Math.max(OVERHEAD, maxAllowedPacket) - OVERHEAD);
  }
}
