package io.openoms.core.apply;

import io.openoms.spi.data.RowChange;

/** How many changes there are of each kind. One thread. */
final class KindCounts {

  private long inserts;
  private long updates;
  private long deletes;

  void add(RowChange.Kind kind) {
    switch (kind) {
      case INSERT -> inserts++;
      case UPDATE -> updates++;
      case DELETE -> deletes++;
    }
  }

  long inserts() {
    return inserts;
  }

  long updates() {
    return updates;
  }

  long deletes() {
    return deletes;
  }
}
