package io.openoms.tck.workload;

import java.util.Locale;
import java.util.Random;

/** Literals of SQL, drawn from few values, so that changes meet. */
final class Literals {

  private static final String[] WORDS = {
    "alpha",
    "Beta",
    "ГАММА",
    "dé",
    "",
    "ß",
    "it''s",
    "中文",
    "x y",
    "NULL",
    "back\\\\slash",
    "😀",
    "o''"
  };

  private Literals() {}

  static String id(Random random, int keys) {
    return "" + (1 + random.nextInt(keys));
  }

  static String number(Random random, int keys) {
    return random.nextInt(8) == 0 ? "NULL" : "" + (random.nextInt(2_000_001) - 1_000_000);
  }

  static String text(Random random, int keys) {
    return random.nextInt(8) == 0
        ? "NULL"
        : "'" + WORDS[random.nextInt(WORDS.length)] + " " + random.nextInt(1000) + "'";
  }

  /** A word with letters in either case, sometimes with a space behind it. */
  static String word(Random random, int keys) {
    StringBuilder word = new StringBuilder();
    for (char c : ("key" + Integer.toString(random.nextInt(keys), 36)).toCharArray()) {
      word.append(random.nextInt(6) == 0 ? Character.toUpperCase(c) : c);
    }
    return "'" + word + (random.nextInt(8) == 0 ? " '" : "'");
  }

  static String wordOrNull(Random random, int keys) {
    return random.nextInt(4) == 0 ? "NULL" : word(random, keys);
  }

  static String smallOrNull(Random random, int keys) {
    return random.nextInt(5) == 0 ? "NULL" : "" + random.nextInt(40);
  }

  /** Bytes, some of which end in zeros or look like quotes. */
  static String bytes(Random random, int keys) {
    int n = random.nextInt(keys);
    String tail = new String[] {"", "00", "27", "5c00", "20", "0000"}[n % 6];
    return "x'" + String.format(Locale.ROOT, "%08x", n * 2_654_435_761L & 0xffffffffL) + tail + "'";
  }

  static String time(Random random, int keys) {
    return String.format(
        Locale.ROOT,
        "'20%02d-%02d-%02d %02d:%02d:%02d.%06d'",
        random.nextInt(30),
        1 + random.nextInt(12),
        1 + random.nextInt(28),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60),
        random.nextInt(1_000_000));
  }

  static String decimal(Random random, int keys) {
    return random.nextInt(-100_000, 100_000) + "." + random.nextInt(100);
  }

  static String document(Random random, int keys) {
    return random.nextInt(10) == 0
        ? "NULL"
        : "'{\"id\": "
            + random.nextInt(keys)
            + ", \"tags\": [\"a\", \"中\", null, true], \"n\": {\"a\": "
            + random.nextInt(1000)
            + ", \"big\": 18446744073709551615, \"d\": 1.5}, \"pad\": \""
            + "p".repeat(random.nextInt(300))
            + "\"}'";
  }
}
