package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.VerificationOptions;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.spi.state.StoredComparison;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the comparison of each table begins: behind what an earlier verification has judged that
 * did not come to its end, or at the first row. Thread-safe.
 */
final class Beginnings {

  private final VerificationOptions options;
  private final Map<ObjectName, StoredComparison> stored;
  private final Instant now;
  private Instant earliest;

  /** Reads what is stored. Blocks. */
  Beginnings(VerificationOptions options, ProjectState state, Repeater repeater, Instant now) {
    this.options = options;
    this.now = now;
    this.earliest = now;
    this.stored =
        repeater.ask(state::comparisons).stream()
            .collect(Collectors.toMap(StoredComparison::target, Function.identity()));
  }

  /** The tables whose comparison has begun earlier. */
  Collection<ObjectName> stored() {
    return stored.keySet();
  }

  /** When the first of the comparisons began that this verification tells of. */
  synchronized Instant earliest() {
    return earliest;
  }

  /**
   * Begins with a table. Blocks.
   *
   * @param again takes the rows that were found to differ: they are looked at again
   */
  StoredComparison begin(TableTally tally, VerifiedTable table, StoredRows again) {
    String form = table.form(options.mode(), tally.ownRules());
    Optional<StoredComparison> before =
        Optional.ofNullable(stored.get(tally.target()))
            .filter(one -> options.resume() && one.form().equals(form));
    if (before.isEmpty()) {
      StoredComparison first =
          new StoredComparison(tally.target(), now, form, 0, 0, Optional.empty(), false);
      tally.progress().begin(first);
      return first;
    }
    goOn(tally, table, before.get(), again);
    return before.get();
  }

  private void goOn(
      TableTally tally, VerifiedTable table, StoredComparison before, StoredRows again) {
    long found = tally.progress().log().keep();
    tally.progress().goOn(before);
    tally.judged(before);
    if (found > 0) {
      again.add(tally, table, found);
    }
    synchronized (this) {
      earliest = earliest.isBefore(before.beganAt()) ? earliest : before.beganAt();
    }
  }
}
