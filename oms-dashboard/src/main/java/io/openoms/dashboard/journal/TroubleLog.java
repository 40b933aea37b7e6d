package io.openoms.dashboard.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last troubles of a kind; what is repeated stands there once. Not thread-safe. */
final class TroubleLog {

  private static final int MOST = 200;

  private final List<Trouble> last = new ArrayList<>();
  private long count;

  void add(Trouble trouble) {
    count++;
    Trouble added = trouble;
    for (int i = 0; i < last.size(); i++) {
      if (last.get(i).isRepeatedBy(trouble)) {
        added = trouble.after(last.remove(i));
        break;
      }
    }
    last.add(added);
    if (last.size() > MOST) {
      last.remove(0);
    }
  }

  /** How many came in all. */
  long count() {
    return count;
  }

  /** The last ones, the latest first. */
  List<Trouble> latestFirst() {
    List<Trouble> reversed = new ArrayList<>();
    for (int i = last.size() - 1; i >= 0; i--) {
      reversed.add(last.get(i));
    }
    return reversed;
  }

  Optional<Trouble> latest() {
    return last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1));
  }
}
