package io.openoms.postgresql.log.position;

/**
 * A place in the write-ahead log: an unsigned number of 64 bits, written as two hexadecimal ones,
 * {@code 16/B374D848}. Stateless.
 */
public final class Lsn {

  private static final int HALF = 32;
  private static final int HEXADECIMAL = 16;

  private Lsn() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static long parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("no place in a log: " + text);
    }
    return half(text.substring(0, slash)) << HALF | half(text.substring(slash + 1));
  }

  private static long half(String text) {
    return Integer.toUnsignedLong(Integer.parseUnsignedInt(text, HEXADECIMAL));
  }

  /** Writes one as the server does. */
  public static String text(long lsn) {
    return (Long.toHexString(lsn >>> HALF) + "/" + Long.toHexString(lsn & 0xffffffffL))
        .toUpperCase(java.util.Locale.ROOT);
  }

  /** Whether one is before another. */
  public static boolean isBefore(long one, long other) {
    return Long.compareUnsigned(one, other) < 0;
  }
}
