package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.core.error.EngineError;
import io.openoms.core.verify.KeylessCheck.Look;
import io.openoms.core.verify.KeylessCheck.Unpaired;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Repairs a table without a key: rows that the sink lacks are inserted, and rows that it has too
 * often are removed, in one transaction while the table rests. Such a correction is right at every
 * position of the log, since changes that follow do the same at both ends. Thread-safe.
 */
final class KeylessRepair {

  /** More are repaired in further transactions. */
  private static final int MOST_ROWS = 2_000;

  private final KeylessCheck check;
  private final RepairCommit commit;
  private final Set<SinkCapability> capabilities;
  private final Set<RowDifference.Kind> kept;

  /**
   * Repairs by those looks.
   *
   * @param kept the kinds of rows that stay as they are
   */
  KeylessRepair(
      KeylessCheck check,
      RepairCommit commit,
      Set<SinkCapability> capabilities,
      Set<RowDifference.Kind> kept) {
    this.check = check;
    this.commit = commit;
    this.capabilities = capabilities;
    this.kept = Set.copyOf(kept);
  }

  /**
   * Repairs until nothing is left that can be written, or the table does not rest, or a pass leaves
   * as many rows as the one before: the sink makes other rows of those that it is given. Blocks.
   */
  void repair(VerifiedTable table) {
    Passes passes = new Passes(table);
    Look look;
    do {
      look = check.look(table, passes);
    } while (look.changed());
  }

  /**
   * Writes once in each look. Changes that follow do the same at both ends, so the number of rows
   * that only one end has falls by those that are written, and by nothing else. One thread.
   */
  private final class Passes implements KeylessCheck.WhileAtRest {

    private final VerifiedTable table;
    private long before = Long.MAX_VALUE;

    Passes(VerifiedTable table) {
      this.table = table;
    }

    @Override
    public boolean take(Unpaired all, Watched watched) {
      Unpaired open = wanted(Pairs.writable(table, all));
      long count = (long) open.missing().size() + open.extra().size();
      boolean written = count < before && write(table, some(open), watched);
      if (written) {
        before = count;
      }
      return written;
    }
  }

  /** Rows without the kinds that stay. */
  private Unpaired wanted(Unpaired all) {
    return new Unpaired(
        kept.contains(RowDifference.Kind.MISSING) ? List.of() : all.missing(),
        kept.contains(RowDifference.Kind.EXTRA) ? List.of() : all.extra());
  }

  private static Unpaired some(Unpaired all) {
    return new Unpaired(some(all.missing()), some(all.extra()));
  }

  private static List<RowImage> some(List<RowImage> rows) {
    return rows.stream().limit(MOST_ROWS).toList();
  }

  private boolean write(VerifiedTable table, Unpaired rows, Watched watched) {
    return !rows.isEmpty()
        && commit.write(
            transaction -> {
              if (watched.hasAnyChanged()) {
                return false;
              }
              write(table, rows, transaction);
              return true;
            });
  }

  private void write(VerifiedTable table, Unpaired unpaired, SinkTransaction transaction) {
    ObjectName target = table.target().table().name();
    Rows rows = new Rows(table);
    if (!unpaired.extra().isEmpty()) {
      requireExactDelete(table, transaction);
    }
    for (RowImage row : unpaired.extra()) {
      transaction.changes().deleteEqual(target, rows.whole(List.of(row)), 0, 1);
    }
    if (!unpaired.missing().isEmpty()) {
      transaction.insert(target, rows.whole(unpaired.missing()));
    }
  }

  private void requireExactDelete(VerifiedTable table, SinkTransaction transaction) {
    String columns =
        transaction
            .changes()
            .incomparable(Arrays.stream(table.written()).mapToObj(table.columns()::get).toList())
            .stream()
            .map(ColumnDefinition::name)
            .collect(Collectors.joining(", "));
    if (!capabilities.contains(SinkCapability.DELETE_EQUAL) || !columns.isEmpty()) {
      throw new MigrationException(
          EngineError.OPERATION_REFUSED,
          ErrorContext.of(table.sources().get(0).table().name()),
          "the table has no key, and the sink cannot find its rows by all their values"
              + (columns.isEmpty() ? "" : " (" + columns + ")")
              + "; empty the table at the sink and have it copied anew");
    }
  }
}
