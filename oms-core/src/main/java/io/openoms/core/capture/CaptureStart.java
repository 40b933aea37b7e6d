package io.openoms.core.capture;

import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.spool.Spool;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.state.ProjectState;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where capture enters. With its spool it goes on behind the spool's last record. A spool that is
 * gone, was not saved far enough, or is held by an engine that was overtaken is left, and what was
 * captured since the last applied window is read from the source again.
 *
 * @param stored how far the log is applied
 * @param spool the spool, open
 * @param resumption where the log is read on
 */
public record CaptureStart(StoredApply stored, Spool spool, Resumption resumption) {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureStart.class);

  /**
   * Enters where an earlier run has left. Blocks on the disk and the sink.
   *
   * @param sameTables whether the tables are those of that run: only then can changes be counted
   * @throws MigrationException WINDOW_LOST when they must be, and cannot
   */
  public static CaptureStart resume(
      ProjectState state,
      String writer,
      StoredApply stored,
      boolean sameTables,
      Path directory,
      long maxBytes) {
    Spool spool = open(directory.resolve(stored.spoolId()), maxBytes);
    if (spool != null && spool.first() <= stored.spool() && stored.spool() <= spool.next()) {
      return new CaptureStart(stored, spool, behind(spool, stored));
    }
    if (spool != null) {
      spool.close();
    }
    if (!sameTables && (stored.skip() > 0 || stored.open().isPresent())) {
      throw new MigrationException(
          EngineError.WINDOW_LOST,
          ErrorContext.none().withPhase(Phase.INCREMENTAL).withPosition(stored.position().text()),
          "a part of a transaction, or of a window, is applied and the spool "
              + stored.spoolId()
              + " is gone; run the project once with the tables that it had before");
    }
    Spool.remove(directory.resolve(stored.spoolId()));
    LOG.info("The spool {} is not to be used; the source is read again", stored.spoolId());
    return anew(state, writer, stored, directory, maxBytes);
  }

  /** Enters with an empty spool. Blocks on the disk and the sink. */
  public static CaptureStart anew(
      ProjectState state, String writer, StoredApply stored, Path directory, long maxBytes) {
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
    Spool spool = Spool.open(directory.resolve(fresh.spoolId()), maxBytes);
    try {
      state.put(writer, fresh);
    } catch (RuntimeException e) {
      spool.delete();
      throw e;
    }
    return new CaptureStart(
        fresh, spool, new Resumption(fresh.position(), fresh.skip(), cuts(fresh)));
  }

  private static List<Long> cuts(StoredApply stored) {
    return stored.open().map(open -> List.of(open.changes())).orElse(List.of());
  }

  private static Spool open(Path directory, long maxBytes) {
    try {
      return Spool.open(directory, maxBytes);
    } catch (MigrationException e) {
      LOG.info("The spool cannot be opened", e);
      return null;
    }
  }

  private static Resumption behind(Spool spool, StoredApply stored) {
    SpoolRecord last = spool.next() == 0 ? null : spool.get(spool.next() - 1);
    Optional<Position> end = last == null ? Optional.empty() : last.end();
    return end.map(Resumption::at)
        .orElseGet(() -> new Resumption(stored.position(), stored.skip(), cuts(stored)));
  }
}
