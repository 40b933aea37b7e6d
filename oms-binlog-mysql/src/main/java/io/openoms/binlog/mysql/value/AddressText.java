package io.openoms.binlog.mysql.value;

/** Internet addresses as MariaDB shows them. Stateless. */
final class AddressText {

  private static final int WORDS = 8;
  private static final int LAST_TWO = 6;
  private static final int MAPPED = 0xffff;

  private AddressText() {}

  /** Four bytes, as numbers. */
  static void version4(byte[] bytes, int from, TextBuffer out) {
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        out.put('.');
      }
      out.unsigned(bytes[from + i] & 0xff);
    }
  }

  /**
   * Sixteen bytes, as words. Two colons stand for the first of the longest runs of zeros; the last
   * four bytes of a version 4 address are shown as such.
   */
  static void version6(byte[] bytes, TextBuffer out) {
    int gap = gap(bytes);
    int length = run(bytes, gap);
    boolean version4 =
        gap == 0
            && (length == LAST_TWO || (length == LAST_TWO - 1 && word(bytes, length) == MAPPED));
    for (int i = 0; i < WORDS; ) {
      if (length > 0 && i == gap) {
        out.put(i == 0 ? "::" : ":");
        i += length;
      } else if (version4 && i == LAST_TWO) {
        version4(bytes, 2 * i, out);
        return;
      } else {
        out.put(Integer.toHexString(word(bytes, i++)));
        if (i < WORDS) {
          out.put(':');
        }
      }
    }
  }

  private static int gap(byte[] bytes) {
    int best = 0;
    for (int i = 1; i < WORDS; i++) {
      best = run(bytes, i) > run(bytes, best) ? i : best;
    }
    return best;
  }

  /** How many words from there on are zero. */
  private static int run(byte[] bytes, int from) {
    int end = from;
    while (end < WORDS && word(bytes, end) == 0) {
      end++;
    }
    return end - from;
  }

  private static int word(byte[] bytes, int number) {
    return ((bytes[2 * number] & 0xff) << 8) | (bytes[2 * number + 1] & 0xff);
  }
}
