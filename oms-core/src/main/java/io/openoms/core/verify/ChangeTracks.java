package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.SwitchoverVerification;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.core.compare.SinceVerified;
import io.openoms.core.phase.PhaseContext;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes which rows are changed from the moment on at which a verification begins with their table,
 * so that a later one can compare these alone. It costs memory and time, and is done only where the
 * switchover asks for it. Thread-safe.
 */
final class ChangeTracks implements AutoCloseable {

  /** Beyond so many rows of a table all of it counts as changed: memory stays bounded. */
  private static final int MOST = 100_000;

  private final boolean isOn;
  private final SinceVerified since;
  private final RowWatch watch;
  private final Map<ObjectName, Watched> begun = new ConcurrentHashMap<>();

  ChangeTracks(PhaseContext context, boolean isFollowing) {
    SwitchoverVerification asked = context.project().phases().switchoverOptions().verify();
    this.isOn = isFollowing && asked == SwitchoverVerification.CHANGED;
    this.since = context.following().verified();
    this.watch = context.following().watch();
  }

  /** All rows of a table are compared from now on. */
  void begin(ObjectName target, VerifiedTable table) {
    since.forget(target);
    if (isOn) {
      begun.put(
          target,
          table.isKeyless()
              ? watch.watchAll(table.sourceNames())
              : watch.collect(table.sourceNames(), names(table), MOST));
    }
  }

  private static List<String> names(VerifiedTable table) {
    return table.key().stream().map(ColumnDefinition::name).toList();
  }

  /**
   * The keys of the rows that were changed since a table was found equal; empty when all of it is
   * to be compared. Those that are changed from now on are noted for the next time.
   */
  Optional<List<RowImage>> take(ObjectName target) {
    Watched before = since.of(target).orElse(null);
    if (before == null) {
      return Optional.empty();
    }
    Watched next = watch.again(before);
    Optional<List<RowImage>> rows = before.rows();
    if (rows.filter(some -> !some.isEmpty()).isPresent()) {
      begun.put(target, next);
    } else {
      next.close();
    }
    return rows;
  }

  /** The verification has ended: tables that it found equal are known from its beginning on. */
  void conclude(Collection<TableTally> tallies) {
    for (TableTally tally : tallies) {
      Watched watched = begun.remove(tally.target());
      if (watched != null && tally.result().isConsistent()) {
        since.put(tally.target(), watched);
      } else {
        since.forget(tally.target());
        if (watched != null) {
          watched.close();
        }
      }
    }
  }

  /** Gives up what has not come to its end. */
  @Override
  public void close() {
    begun.values().forEach(Watched::close);
    begun.clear();
  }
}
