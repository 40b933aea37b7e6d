package io.openoms.core.apply;

import io.openoms.core.spool.SpoolRecord;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of the log that is applied together: whole records of the spool. Immutable.
 *
 * @param records the records, at least one
 * @param next the number of the record behind them
 */
record Window(List<SpoolRecord> records, long next) {

  Window {
    records = List.copyOf(records);
  }

  long changes() {
    return records.stream().mapToLong(SpoolRecord::changes).sum();
  }

  long transactions() {
    return records.stream().mapToLong(SpoolRecord::transactions).sum();
  }

  /** The log's position behind the window; empty when that is within a transaction. */
  Optional<Position> end() {
    return last().end();
  }

  Instant upTo() {
    return last().upTo();
  }

  /** The same without its events, which need not be held any longer once they are merged. */
  Window merged() {
    return new Window(records.stream().map(SpoolRecord::withoutEvents).toList(), next);
  }

  private SpoolRecord last() {
    return records.get(records.size() - 1);
  }

  /**
   * The stored state once the window is applied.
   *
   * @param number the number of the window that is applied then
   */
  StoredApply after(StoredApply before, long number) {
    return new StoredApply(
        number,
        end().orElse(before.position()),
        end().isPresent() ? 0 : before.skip() + changes(),
        next,
        before.spoolId(),
        Optional.empty(),
        before.transactions() + transactions(),
        before.changes() + changes(),
        upTo());
  }
}
