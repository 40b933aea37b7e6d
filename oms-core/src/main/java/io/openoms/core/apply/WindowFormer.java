package io.openoms.core.apply;

import io.openoms.IncrementalOptions;
import io.openoms.core.error.EngineError;
import io.openoms.core.spool.Spool;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes windows from the spool: as many whole transactions as there are and as the options allow. A
 * transaction that is larger is taken in parts, as it is captured. One thread.
 */
final class WindowFormer {

  private static final long LOOK_MILLIS = 50;

  private final Spool spool;
  private final IncrementalOptions options;
  private final Control control;
  private long next;

  WindowFormer(Spool spool, long next, IncrementalOptions options, Control control) {
    this.spool = spool;
    this.next = next;
    this.options = options;
    this.control = control;
  }

  /** The change of definitions that is next, when one is. */
  Optional<SpoolRecord> ddl() {
    return Optional.ofNullable(spool.get(next)).filter(record -> record.ddl().isPresent());
  }

  /**
   * The next window; null when there is none. It ends before a change of definitions.
   *
   * @param wait whether to wait for it, some 50 ms at the most
   * @throws MigrationException TRANSACTION_TOO_LARGE when a transaction may not be split and does
   *     not fit
   */
  @Nullable Window next(boolean wait) {
    List<SpoolRecord> records = new ArrayList<>();
    int whole = 0;
    long changes = 0;
    long weight = 0;
    boolean full = false;
    for (SpoolRecord record = spool.get(next);
        record != null && !full;
        record = spool.get(next + records.size())) {
      if (record.ddl().isPresent()) {
        break;
      }
      full = isOver(changes + record.changes(), weight + record.weight());
      if (full && whole > 0) {
        break;
      }
      records.add(record);
      changes += record.changes();
      weight += record.weight();
      whole = record.end().isPresent() ? records.size() : whole;
    }
    if (whole == 0 && full) {
      requireSplittable(records.get(0));
      return take(records);
    }
    if (whole == 0) {
      if (wait && ddl().isEmpty()) {
        await(next + records.size());
      }
      return null;
    }
    return take(records.subList(0, whole));
  }

  /** The window that an earlier run has begun: exactly so many changes. Blocks. */
  Window exactly(long changes) {
    List<SpoolRecord> records = new ArrayList<>();
    long found = 0;
    while (found < changes) {
      control.check();
      SpoolRecord record = spool.get(next + records.size());
      if (record == null) {
        await(next + records.size());
      } else if (record.ddl().isPresent()) {
        throw notAgain(changes);
      } else {
        records.add(record);
        found += record.changes();
      }
    }
    if (found > changes) {
      throw notAgain(changes);
    }
    return take(records);
  }

  private static MigrationException notAgain(long changes) {
    return new MigrationException(
        EngineError.WINDOW_LOST,
        ErrorContext.none(),
        "the window of " + changes + " changes that was begun cannot be formed again");
  }

  private Window take(List<SpoolRecord> records) {
    next += records.size();
    return new Window(records, next);
  }

  private boolean isOver(long changes, long weight) {
    return changes > options.windowChanges() || weight > options.windowBytes();
  }

  private void requireSplittable(SpoolRecord first) {
    if (options.transactional() && !options.splitLargeTransactions()) {
      String name =
          first.events().get(0) instanceof ChangeEvent.Begun begun ? begun.id() : "of no name";
      throw new MigrationException(
          EngineError.TRANSACTION_TOO_LARGE,
          ErrorContext.none().withPosition(name),
          "the transaction has more than "
              + options.windowChanges()
              + " changes or "
              + options.windowBytes()
              + " bytes; raise windowChanges and windowBytes, or allow that it is split");
    }
  }

  private void await(long number) {
    try {
      spool.await(number, LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw control.interrupted(e);
    }
  }
}
