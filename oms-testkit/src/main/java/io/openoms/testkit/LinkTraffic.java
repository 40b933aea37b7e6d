package io.openoms.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client of the MySQL protocol asks on one unencrypted, uncompressed connection: packets are
 * cut out of the bytes that pass. Only the beginning of each statement is kept. One thread.
 */
final class LinkTraffic {

  private static final int HEADER = 4;
  private static final int QUERY = 3;
  private static final int MOST_KEPT = 2_000;
  private static final int MOST_STATEMENTS = 10_000;

  private final byte[] header = new byte[HEADER];
  private final byte[] kept = new byte[MOST_KEPT];
  private final List<String> transaction = new ArrayList<>();
  private int headerBytes;
  private int bodyLeft;
  private int keptBytes;

  /** What passes: the statements that end with these bytes, in order. */
  List<String> pass(byte[] bytes, int count) {
    List<String> ended = new ArrayList<>();
    for (int at = 0; at < count; ) {
      if (headerBytes < HEADER) {
        header[headerBytes++] = bytes[at++];
        if (headerBytes == HEADER) {
          bodyLeft = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
          keptBytes = 0;
        }
      } else {
        int taken = Math.min(bodyLeft, count - at);
        int copied = Math.min(taken, MOST_KEPT - keptBytes);
        System.arraycopy(bytes, at, kept, keptBytes, copied);
        keptBytes += copied;
        bodyLeft -= taken;
        at += taken;
      }
      if (headerBytes == HEADER && bodyLeft == 0) {
        headerBytes = 0;
        end(ended);
      }
    }
    return ended;
  }

  /** Each command begins with number 0; what has another one is a part of a larger one. */
  private void end(List<String> ended) {
    if (header[3] != 0 || keptBytes == 0 || kept[0] != QUERY) {
      return;
    }
    // With query attributes, how many there are and of how many sets stands before the text.
    int from = keptBytes > 2 && kept[1] == 0 ? 3 : 1;
    ended.add(new String(kept, from, keptBytes - from, StandardCharsets.UTF_8));
  }

  /** A statement belongs to the transaction at hand. */
  void add(String statement) {
    if (transaction.size() < MOST_STATEMENTS) {
      transaction.add(statement);
    }
  }

  /** The statements of the transaction that ends here. */
  List<String> endTransaction() {
    List<String> all = List.copyOf(transaction);
    transaction.clear();
    return all;
  }
}
