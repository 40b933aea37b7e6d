package io.openoms.core.capture;

import io.openoms.KeptLog;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.RetryOptions;
import io.openoms.SkipReason;
import io.openoms.core.spool.Spool;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.spool.SpooledDdl;
import io.openoms.core.task.Attempts;
import io.openoms.core.task.Control;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the source's log into the spool, until {@link #finish} is called. After a transient error
 * it resumes after the last transaction that is wholly in the spool, and skips what the spool
 * already has of the next one. Positions are confirmed to the reader once the disk holds the spool
 * up to there.
 */
public final class CaptureTask implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureTask.class);

  private static final int BATCH_BYTES = 256 << 10;
  private static final Duration SHORT_WAIT = Duration.ofMillis(1);
  private static final Duration LONG_WAIT = Duration.ofMillis(100);
  private static final long MARK_NANOS = Duration.ofMillis(200).toNanos();
  private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long HEALTHY_NANOS = Duration.ofSeconds(30).toNanos();

  private final ChangeLog log;
  private final List<ObjectName> tables;
  private final DefinitionChanges definitions;
  private final Spool spool;
  private final RetryOptions retry;
  private final Duration sourceClockAhead;
  private final boolean beats;
  private final Control control;
  private final Reporter reporter;
  private final Captured captured;
  private final Confirmations confirmations;
  private final KeptLogWatch keptLog = new KeptLogWatch();
  private volatile boolean finished;
  private boolean isOpened;
  private ChangesCut cut;
  private long lastMark = System.nanoTime();
  private long lastSync = System.nanoTime();
  private long lastKept = System.nanoTime() - KEPT_NANOS;
  private long changesOfOpenTransaction;
  private long changesSinceCut;

  /**
   * The capture of one run.
   *
   * @param tables the captured tables, by their names at the source
   * @param definitions decides on changes of their definitions
   * @param sourceClockAhead how far the source's clock is ahead of this machine's
   * @param beats whether heartbeats are written, which tell how far all is captured; otherwise it
   *     is the source's word that its log ends here
   */
  public CaptureTask(
      ChangeLog log,
      List<ObjectName> tables,
      DefinitionChanges definitions,
      Resumption resumption,
      Spool spool,
      RetryOptions retry,
      Duration sourceClockAhead,
      boolean beats,
      Control control,
      Reporter reporter) {
    this.log = log;
    this.tables = List.copyOf(tables);
    this.definitions = definitions;
    this.spool = spool;
    this.retry = retry;
    this.sourceClockAhead = sourceClockAhead;
    this.beats = beats;
    this.control = control;
    this.reporter = reporter;
    this.captured = new Captured(resumption.position());
    this.confirmations = new Confirmations(spool);
    this.cut = new ChangesCut(resumption.skip(), resumption.cuts());
    this.changesOfOpenTransaction = resumption.skip();
  }

  /** How far it is. */
  public Captured captured() {
    return captured;
  }

  /** Has the task end soon, but not before it has opened the log once. */
  public void finish() {
    finished = true;
  }

  @Override
  public void run() {
    Attempts attempts = new Attempts(retry);
    while (!isOver()) {
      reporter.capturing(captured.position());
      long began = System.nanoTime();
      try (ChangeReader reader =
          log.open(
              new ChangeRequest(captured.position(), definitions.captured(tables), BATCH_BYTES))) {
        follow(reader);
        cut = cut.again(changesOfOpenTransaction, changesSinceCut);
        changesSinceCut = 0;
      } catch (MigrationException e) {
        boolean wasHealthy = System.nanoTime() - began > HEALTHY_NANOS;
        attempts = wasHealthy ? new Attempts(retry) : attempts;
        retryOrFail(e, attempts);
      }
    }
    spool.sync();
  }

  /**
   * A run that finds nothing new opens the log all the same: only its opening shows that nothing is
   * missing there.
   */
  private boolean isOver() {
    return (finished && isOpened) || control.isStopped();
  }

  private void retryOrFail(MigrationException cause, Attempts attempts) {
    MigrationException error =
        cause
            .in(ErrorContext.none().withPhase(Phase.INCREMENTAL))
            .in(positionOf(cause, captured.position()));
    if (isOver() && error.isRetryable()) {
      return;
    }
    OptionalLong wait = attempts.next(error);
    if (wait.isEmpty()) {
      throw error;
    }
    captured.retried();
    reporter.error(error, true);
    cut = cut.again(changesOfOpenTransaction, changesSinceCut);
    changesSinceCut = 0;
    control.sleep(TimeUnit.NANOSECONDS.toMillis(wait.getAsLong()));
  }

  private static ErrorContext positionOf(MigrationException cause, Position read) {
    return cause.context().position().isPresent()
        ? ErrorContext.none()
        : ErrorContext.none().withPosition(read.text());
  }

  /** Until the end, or a change of definitions: a reader decodes by those that it was given. */
  private void follow(ChangeReader reader) {
    isOpened = true;
    Portion portion = new Portion(Instant.now());
    boolean changed = false;
    while (!isOver() && !changed) {
      askWhatIsKept(reader);
      if (control.isPaused()) {
        control.sleep(LONG_WAIT.toMillis());
        continue;
      }
      ChangeEvent event = reader.next(portion.isEmpty() ? LONG_WAIT : SHORT_WAIT);
      reader.skipped().forEach((table, count) -> skipped(table, SkipReason.BEFORE_CAPTURE, count));
      if (event instanceof ChangeEvent.Idle idle) {
        rest(reader, portion, idle);
      } else if (event instanceof ChangeEvent.SchemaChanged change) {
        changed = change(reader, portion, change);
      } else {
        take(reader, portion, event);
        confirmations.confirm(reader);
      }
    }
    spool.sync();
    confirmations.confirm(reader);
  }

  /** Also while the run is paused: the source's log grows on. */
  private void askWhatIsKept(ChangeReader reader) {
    long now = System.nanoTime();
    if (now - lastKept < KEPT_NANOS) {
      return;
    }
    lastKept = now;
    Optional<KeptLog> kept = reader.kept();
    kept.ifPresent(captured::kept);
    ErrorContext here = ErrorContext.none().withPhase(Phase.INCREMENTAL);
    kept.map(keptLog::warnings)
        .orElse(List.of())
        .forEach(what -> reporter.warning(WarningCode.SOURCE_LOG_KEPT, here, what));
  }

  /**
   * Captures a change of definitions, behind the whole transactions before it.
   *
   * @return whether definitions change
   */
  private boolean change(ChangeReader reader, Portion portion, ChangeEvent.SchemaChanged change) {
    boolean isAlone = portion.isOpenEmpty() && changesOfOpenTransaction == 0;
    portion.dropOpen();
    if (!portion.isEmpty()) {
      flush(portion, Optional.of(change.position()));
    }
    spool.sync();
    definitions.requireFollowed(change);
    Optional<ChangeEvent.Committed> end = end(reader, change, isAlone);
    return end.isPresent() && change(change, end.get(), reader.position());
  }

  private boolean change(
      ChangeEvent.SchemaChanged change, ChangeEvent.Committed end, Position behind) {
    Optional<SpooledDdl> ddl = definitions.decide(change, end.id(), behind);
    if (ddl.isPresent()) {
      Instant at = end.committedAt().minus(sourceClockAhead);
      readTo(spool.append(SpoolRecord.of(ddl.get(), behind, at)), behind);
    }
    return ddl.isPresent();
  }

  /** The end of a transaction that must have nothing but its change of definitions. */
  private Optional<ChangeEvent.Committed> end(
      ChangeReader reader, ChangeEvent.SchemaChanged change, boolean isAlone) {
    while (!isOver()) {
      ChangeEvent event = reader.next(LONG_WAIT);
      if (isAlone && event instanceof ChangeEvent.Committed committed) {
        return Optional.of(committed);
      }
      if (!isAlone || !(event instanceof ChangeEvent.Idle)) {
        throw DefinitionChanges.refusal(change);
      }
    }
    return Optional.empty();
  }

  private void take(ChangeReader reader, Portion portion, ChangeEvent event) {
    if (event instanceof ChangeEvent.Begun begun) {
      portion.begin(begun);
    } else if (event instanceof ChangeEvent.Changes changes) {
      long left = changes.changes().size();
      for (ChangeEvent.Changes part : cut.of(changes)) {
        left -= part.changes().size();
        portion.add(part);
        if (cut.isDueAfter(part.changes().size())) {
          flush(portion, Optional.empty());
        }
      }
      skipped(changes.table(), SkipReason.READ_AGAIN, left);
    } else if (event instanceof ChangeEvent.Committed committed) {
      portion.end(committed, committed.committedAt().minus(sourceClockAhead));
    }
    if (portion.isFull()) {
      flush(portion, portion.isInTransaction() ? Optional.empty() : Optional.of(reader.position()));
    }
  }

  private void skipped(ObjectName table, SkipReason reason, long skipped) {
    if (skipped > 0) {
      captured.skipped(table, reason, skipped);
      LOG.debug("Skipped {} changes of {}: {}", skipped, table, reason);
    }
  }

  /**
   * On idle: flushes what is there; at the log's end, moves the time up to which all is captured.
   */
  private void rest(ChangeReader reader, Portion portion, ChangeEvent.Idle idle) {
    if (portion.isInTransaction()) {
      return;
    }
    // Transactions that concern no captured table also show how far all is captured.
    idle.passed().ifPresent(at -> portion.upTo(at.minus(sourceClockAhead)));
    if (idle.atEnd()) {
      if (!beats) {
        portion.upTo(Instant.now());
      }
      captured.atEnd();
    }
    Position position = reader.position();
    boolean moved = !position.equals(captured.position());
    boolean due = System.nanoTime() - lastMark > MARK_NANOS && (moved || idle.atEnd());
    if (!portion.isEmpty() || due) {
      flush(portion, Optional.of(position));
      lastMark = System.nanoTime();
    }
    if (System.nanoTime() - lastSync > SYNC_NANOS) {
      spool.sync();
      lastSync = System.nanoTime();
      confirmations.confirm(reader);
    }
  }

  private void flush(Portion portion, Optional<Position> end) {
    long changes = portion.changes();
    long number = spool.append(portion.take(end));
    captured.count(changes);
    changesSinceCut += changes;
    changesOfOpenTransaction = end.isPresent() ? 0 : changesOfOpenTransaction + changes;
    end.ifPresent(position -> readTo(number, position));
  }

  private void readTo(long number, Position end) {
    captured.readTo(end);
    confirmations.recorded(number, end);
  }
}
