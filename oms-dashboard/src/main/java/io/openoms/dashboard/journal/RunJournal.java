package io.openoms.dashboard.journal;

import io.openoms.Following;
import io.openoms.MigrationListener;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.event.EndEvent;
import io.openoms.event.ErrorEvent;
import io.openoms.event.IndexEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.WarningEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run tells, in bounded room: the last of its troubles, a history of its figures, and
 * one entry for each phase, object and index. Thread-safe; each call takes microseconds.
 */
public final class RunJournal implements MigrationListener {

  private final Instant began = Instant.now();
  private final Map<Phase, PhaseTimes> phases = new EnumMap<>(Phase.class);
  private final Map<ObjectName, String> statements = new HashMap<>();
  private final Map<ObjectName, Map<String, IndexEvent>> indexes = new LinkedHashMap<>();
  private final Map<ObjectName, Trouble> failures = new HashMap<>();
  private final TroubleLog errors = new TroubleLog();
  private final TroubleLog warnings = new TroubleLog();
  private final History history = new History();
  private @Nullable ProgressEvent figures;
  private @Nullable ProgressEvent comparing;
  private @Nullable EndEvent end;

  /** A journal of nothing yet. */
  public RunJournal() {}

  @Override
  public synchronized void onPhase(PhaseEvent event) {
    phases.put(event.phase(), phase(event.phase()).next(event.status(), event.at()));
  }

  @Override
  public synchronized void onObject(ObjectEvent event) {
    if (event.status().isFailure()) {
      return;
    }
    failures.remove(event.source());
    event.detail().ifPresent(statement -> statements.put(event.source(), statement));
  }

  @Override
  public synchronized void onIndex(IndexEvent event) {
    indexes
        .computeIfAbsent(event.table(), table -> new LinkedHashMap<>())
        .put(event.index(), event);
  }

  @Override
  public synchronized void onProgress(ProgressEvent event) {
    if (event.progress().phase() == Phase.VERIFICATION) {
      comparing = event;
    } else {
      figures = event;
    }
    history.add(Sample.of(event));
  }

  @Override
  public synchronized void onWarning(WarningEvent event) {
    warnings.add(Trouble.of(event));
  }

  @Override
  public synchronized void onError(ErrorEvent event) {
    Trouble trouble = Trouble.of(event);
    errors.add(trouble);
    if (!event.willRetry()) {
      trouble.object().ifPresent(object -> failures.put(object, trouble));
    }
  }

  @Override
  public synchronized void onEnd(EndEvent event) {
    end = event;
  }

  /** When the run was started. */
  public Instant began() {
    return began;
  }

  /** When it has ended; empty before. */
  public synchronized Optional<EndEvent> end() {
    return Optional.ofNullable(end);
  }

  /** How a phase stands. */
  public synchronized PhaseTimes phase(Phase phase) {
    return phases.getOrDefault(phase, PhaseTimes.PENDING);
  }

  /** The last figures of all but verifications; empty before the first. */
  public synchronized Optional<ProgressEvent> figures() {
    return Optional.ofNullable(figures);
  }

  /** The last figures of verifications; empty before the first. */
  public synchronized Optional<ProgressEvent> comparing() {
    return Optional.ofNullable(comparing);
  }

  /** The last figures of following; empty before it began. */
  public synchronized Optional<Following> following() {
    return figures().map(ProgressEvent::progress).flatMap(Progress::following);
  }

  /** The figures of the whole run, in time. */
  public synchronized List<Sample> history() {
    return history.points();
  }

  /** What created an object in this run. */
  public synchronized Optional<String> statement(ObjectName object) {
    return Optional.ofNullable(statements.get(object));
  }

  /** Why an object failed in this run. */
  public synchronized Optional<Trouble> failure(ObjectName object) {
    return Optional.ofNullable(failures.get(object));
  }

  /** The last word of each index, in the order in which they began. */
  public synchronized List<IndexEvent> indexes() {
    List<IndexEvent> all = new ArrayList<>();
    indexes.values().forEach(table -> all.addAll(table.values()));
    return all;
  }

  /** The same of one table. */
  public synchronized List<IndexEvent> indexes(ObjectName table) {
    return List.copyOf(indexes.getOrDefault(table, Map.of()).values());
  }

  /** The last errors, the latest first. */
  public synchronized List<Trouble> errors() {
    return errors.latestFirst();
  }

  /** The last warnings, the latest first. */
  public synchronized List<Trouble> warnings() {
    return warnings.latestFirst();
  }

  /** How many errors came. */
  public synchronized long errorCount() {
    return errors.count();
  }

  /** How many warnings came. */
  public synchronized long warningCount() {
    return warnings.count();
  }

  /** The last error; that of the run itself when one stopped it. */
  public synchronized Optional<Trouble> lastError() {
    EndEvent ended = end;
    return Optional.ofNullable(ended)
        .flatMap(event -> event.result().error())
        .map(error -> Trouble.of(ended == null ? began : ended.at(), error, Trouble.Level.ERROR))
        .or(errors::latest);
  }
}
