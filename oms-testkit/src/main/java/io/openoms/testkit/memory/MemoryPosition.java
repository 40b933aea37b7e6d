package io.openoms.testkit.memory;

import io.openoms.spi.data.Position;
import java.util.BitSet;
import java.util.stream.Collectors;

/**
 * A position as the set of transactions that stand before it, such as {@code memory/1 1-5,7}:
 * transactions may become visible in another order than they stand in the log, so positions are
 * ordered by inclusion alone. Not thread-safe.
 */
final class MemoryPosition {

  private static final String FORM = "memory/1 ";

  private final BitSet transactions;

  MemoryPosition(BitSet transactions) {
    this.transactions = transactions;
  }

  static MemoryPosition of(Position position) {
    BitSet set = new BitSet();
    String text = position.text().substring(FORM.length());
    for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] ends = range.split("-", -1);
      set.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
    }
    return new MemoryPosition(set);
  }

  Position position() {
    return new Position(
        FORM
            + transactions.stream()
                .filter(id -> !transactions.get(id - 1))
                .mapToObj(id -> id + "-" + (transactions.nextClearBit(id) - 1))
                .collect(Collectors.joining(",")));
  }

  boolean includes(int transaction) {
    return transactions.get(transaction);
  }

  void add(int transaction) {
    transactions.set(transaction);
  }

  boolean covers(MemoryPosition other) {
    BitSet missing = (BitSet) other.transactions.clone();
    missing.andNot(transactions);
    return missing.isEmpty();
  }
}
