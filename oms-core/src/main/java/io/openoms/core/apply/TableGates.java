package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.SkipReason;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Convergence;
import io.openoms.core.apply.net.LaterRows;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.Milestone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of which tables count. What stands before a table's low watermark is in its copy
 * and is left out, whether the table has a key or not: a change that waits since before a copy was
 * made anew would turn its rows back. A table with a key converges until all that its copy may have
 * seen is applied, and is strict from then on; one that was copied at one position is strict at
 * once. One thread.
 */
final class TableGates implements Convergence {

  private final ChangeLog log;
  private boolean strict;
  private final Map<ObjectName, FollowedTable> tables = new LinkedHashMap<>();

  /** The same by the names of their targets: windows of thousands of tables ask by these. */
  private final Map<ObjectName, List<FollowedTable>> byTarget = new HashMap<>();

  /** Tables whose low watermark is not yet covered by what is applied. */
  private final Set<FollowedTable> undecided = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Whether the copy of one of them holds the transaction at hand, where that was asked. */
  private final IdentityHashMap<FollowedTable, Boolean> inTheirCopy = new IdentityHashMap<>();

  private String transaction = "";

  private final IdentityHashMap<FollowedTable, LaterRows> laterRows = new IdentityHashMap<>();
  private final IdentityHashMap<FollowedTable, Position> copiedTo = new IdentityHashMap<>();

  /**
   * The gates of a run.
   *
   * @param strict whether tables become strict once they have converged
   */
  TableGates(ChangeLog log, List<FollowedTable> followed, boolean strict) {
    this.log = log;
    this.strict = strict;
    for (FollowedTable table : followed) {
      tables.put(table.table().source(), table);
      byTarget.computeIfAbsent(table.table().target(), name -> new ArrayList<>()).add(table);
      if (low(table).isPresent()) {
        undecided.add(table);
      }
      laterRows.put(table, new LaterRows());
      table.object().watermarks().high().ifPresent(high -> copiedTo.put(table, high));
    }
  }

  /** Whether tables become strict once they have converged, from now on. */
  void strict(boolean value) {
    strict = value;
  }

  /** A window begins: the log is applied up to there. */
  void beginWindow(Position applied) {
    undecided.removeIf(table -> low(table).filter(low -> log.covers(applied, low)).isPresent());
    if (strict) {
      copiedTo
          .entrySet()
          .removeIf(
              copied -> {
                boolean passed = log.covers(applied, copied.getValue());
                if (passed) {
                  later(copied.getKey()).copyIsPassed();
                }
                return passed;
              });
    }
  }

  /** Rows of those tables that met others were taken from the source: they may be later again. */
  void settled(Set<ObjectName> sources) {
    for (ObjectName source : sources) {
      FollowedTable table = tables.get(source);
      if (table != null) {
        table.object().watermarks().high().ifPresent(high -> copiedTo.put(table, high));
        later(table).rowsWereSettled();
      }
    }
  }

  /**
   * A transaction of that name begins. Each one is asked for: a position need not hold a prefix of
   * the log (MySQL with binlog_order_commits=OFF, a replica with several workers), so one that it
   * lacks may be followed by others that it holds.
   */
  void begin(String name) {
    transaction = name;
    inTheirCopy.clear();
  }

  /** Asked once in a transaction, and only of tables that it changes. */
  private boolean isInItsCopy(FollowedTable table) {
    return undecided.contains(table)
        && inTheirCopy.computeIfAbsent(
            table, one -> low(one).filter(low -> log.includes(low, transaction)).isPresent());
  }

  private LaterRows later(FollowedTable table) {
    return Objects.requireNonNull(laterRows.get(table));
  }

  private static Optional<Position> low(FollowedTable table) {
    return table.object().watermarks().low();
  }

  /**
   * The table whose changes count; null when they do not.
   *
   * @param version the version of the definition that decoded them
   * @throws MigrationException STATE_DAMAGED when they count and have another version than the one
   *     by which the table is followed
   */
  @Nullable ApplyTable accept(ObjectName source, long version) {
    FollowedTable table = tables.get(source);
    if (table == null || table.object().isOut() || isInItsCopy(table)) {
      return null;
    }
    if (table.version() != version) {
      throw otherVersion(table, version);
    }
    return table.table();
  }

  private MigrationException otherVersion(FollowedTable table, long version) {
    return new MigrationException(
        EngineError.STATE_DAMAGED,
        ErrorContext.of(table.table().source()).withPosition(transaction),
        "captured changes have version "
            + version
            + " of its definition, and the table is followed by version "
            + table.version()
            + ": drop "
            + table.table().target()
            + " and retry the table, which copies it anew");
  }

  /** Why {@link #accept} gave no table. */
  SkipReason whySkipped(ObjectName source) {
    FollowedTable table = tables.get(source);
    return table == null || table.object().isOut() ? SkipReason.TABLE_OUT : SkipReason.IN_COPY;
  }

  /** The tables, by their source names, whose changes count in the transaction at hand. */
  Set<ObjectName> present() {
    Set<ObjectName> present = new HashSet<>();
    tables.forEach(
        (source, table) -> {
          if (!table.object().isOut() && !isInItsCopy(table)) {
            present.add(source);
          }
        });
    return present;
  }

  /** Whether rows of a table at the sink need not be as the log says they were. */
  @Override
  public boolean isLenient(ObjectName target) {
    return !strict
        || byTarget.getOrDefault(target, List.of()).stream()
            .anyMatch(table -> !table.isExact() && !table.object().has(Milestone.CONVERGED));
  }

  @Override
  public boolean isShared(ObjectName target) {
    return byTarget.getOrDefault(target, List.of()).size() > 1;
  }

  @Override
  public boolean isDoubtful(ApplyTable table, RowImage before, RowImage after) {
    return later(Objects.requireNonNull(tables.get(table.source())))
        .areDoubtful(table, before, after);
  }

  /** Whether every table has converged. */
  boolean areConverged() {
    return tables.values().stream()
        .map(FollowedTable::object)
        .allMatch(object -> object.isOut() || object.has(Milestone.CONVERGED));
  }

  /** The tables that have converged by that position, and have not been told of. */
  List<FollowedTable> convergedAt(Position applied) {
    List<FollowedTable> found = new ArrayList<>();
    for (FollowedTable table : tables.values()) {
      MigratedObject object = table.object();
      boolean reached =
          object.watermarks().high().filter(high -> log.covers(applied, high)).isPresent();
      if (!object.isOut() && !object.has(Milestone.CONVERGED) && reached) {
        found.add(table);
      }
    }
    return found;
  }
}
