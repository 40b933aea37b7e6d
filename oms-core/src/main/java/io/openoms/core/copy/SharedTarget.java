package io.openoms.core.copy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table at the sink and the tables that fill it: one, or several that are merged. Its indexes are
 * built once all of them have arrived or failed, so none is done before the indexes are.
 * Thread-safe.
 */
final class SharedTarget {

  private final Set<TableCopy> open = new HashSet<>();
  private final List<TableCopy> arrived = new ArrayList<>();

  synchronized void join(TableCopy table) {
    open.add(table);
  }

  /** A table's rows are all there. Gives the tables whose indexes are to be built now. */
  synchronized List<TableCopy> arrive(TableCopy table) {
    open.remove(table);
    arrived.add(table);
    return ready();
  }

  /** A table failed. Gives the tables whose indexes are to be built now. */
  synchronized List<TableCopy> leave(TableCopy table) {
    return open.remove(table) ? ready() : List.of();
  }

  private List<TableCopy> ready() {
    if (!open.isEmpty()) {
      return List.of();
    }
    List<TableCopy> ready = List.copyOf(arrived);
    arrived.clear();
    return ready;
  }
}
