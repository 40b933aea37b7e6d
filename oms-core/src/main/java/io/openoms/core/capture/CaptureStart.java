package io.openoms.core.capture;

import io.openoms.core.error.EngineError;
import io.openoms.core.spool.Spool;
import io.openoms.core.spool.SpoolDirectory;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where capture enters. With its spool it goes on behind the spool's last record. A spool that is
 * gone, was not saved far enough, or is still held by an engine that was overtaken is left, and
 * what was captured since the last applied window is read from the source again.
 *
 * @param stored how far the log is applied
 * @param spool the spool, open
 * @param resumption where the log is read on
 * @param isNew whether the spool is a new one, so that {@code stored} must be stored before the
 *     first change is captured
 */
public record CaptureStart(StoredApply stored, Spool spool, Resumption resumption, boolean isNew) {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureStart.class);

  /** How long an engine that was overtaken is waited for, which stops at its next commit. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(50);

  /** Enters where an earlier run has left. Blocks on the disk. */
  public static CaptureStart resume(StoredApply stored, Path directory, long maxBytes) {
    Path place = SpoolDirectory.of(directory, stored.spoolId());
    Spool spool = open(place, maxBytes);
    if (spool != null && spool.first() <= stored.spool() && stored.spool() <= spool.next()) {
      return new CaptureStart(stored, spool, behind(spool, stored), false);
    }
    if (spool != null) {
      spool.close();
    }
    Spool.remove(place);
    LOG.info("The spool {} cannot be used; the source is read again", stored.spoolId());
    return anew(stored, directory, maxBytes);
  }

  /** Enters with an empty spool. Blocks on the disk. */
  public static CaptureStart anew(StoredApply stored, Path directory, long maxBytes) {
    StoredApply fresh =
        new StoredApply(
            stored.window(),
            stored.position(),
            stored.skip(),
            0,
            UUID.randomUUID().toString(),
            stored.open(),
            stored.transactions(),
            stored.changes(),
            stored.appliedUpTo());
    Spool spool = Spool.open(SpoolDirectory.of(directory, fresh.spoolId()), maxBytes);
    return new CaptureStart(
        fresh, spool, new Resumption(fresh.position(), fresh.skip(), cuts(fresh)), true);
  }

  /**
   * Whether changes are passed over by their number: only the same tables, by the same definitions,
   * give the same numbers. Ask before the first change is captured.
   */
  public boolean counts() {
    boolean windowIsHeld = stored.open().map(open -> holds(open.changes())).orElse(true);
    return (isNew && stored.skip() > 0) || !windowIsHeld;
  }

  /** The spool loses a transaction that is not captured to its end, and so a part of a window. */
  private boolean holds(long changes) {
    long held = 0;
    for (long number = stored.spool(); held < changes && number < spool.next(); number++) {
      held += Objects.requireNonNull(spool.get(number)).changes();
    }
    return held >= changes;
  }

  private static List<Long> cuts(StoredApply stored) {
    return stored.open().map(open -> List.of(open.changes())).orElse(List.of());
  }

  /**
   * A spool of another format is not damaged: it is kept for the version that wrote it. One that an
   * engine holds which was overtaken is given up soon, and may be the only copy of what a source
   * has forgotten that forgets what is confirmed.
   */
  private static @Nullable Spool open(Path directory, long maxBytes) {
    long end = System.nanoTime() + GIVEN_UP.toNanos();
    while (true) {
      try {
        return Spool.open(directory, maxBytes);
      } catch (MigrationException e) {
        if (e.code() == EngineError.SPOOL_FORMAT_UNKNOWN
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (!Spool.isHeld(e) || System.nanoTime() > end) {
          LOG.info("The spool cannot be opened", e);
          return null;
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static Resumption behind(Spool spool, StoredApply stored) {
    SpoolRecord last = spool.next() == stored.spool() ? null : spool.get(spool.next() - 1);
    Optional<Position> end = last == null ? Optional.empty() : last.end();
    return end.map(Resumption::at)
        .orElseGet(() -> new Resumption(stored.position(), stored.skip(), cuts(stored)));
  }
}
