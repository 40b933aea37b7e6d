package io.openoms.cli.output;

import io.openoms.Following;
import io.openoms.KeptLog;
import io.openoms.MigrationListener;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.ErrorEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.SwitchStepEvent;
import io.openoms.event.WarningEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints a run's events as JSON. Listeners are called in turn, so one thread at a time. */
public final class JsonEvents implements MigrationListener {

  private final Set<ObjectName> converted = new HashSet<>();

  /** Events of one run. */
  public JsonEvents() {}

  @Override
  public void onPhase(PhaseEvent event) {
    Map<String, @Nullable Object> line = JsonLines.event("phase");
    line.put("phase", event.phase().label());
    // A phase that was stopped half-way did not do its work; the summary tells it apart.
    boolean stopped = event.status() == PhaseStatus.STOPPED;
    line.put("status", stopped ? PhaseStatus.FAILED.label() : event.status().label());
    JsonLines.print(line);
  }

  @Override
  public void onObject(ObjectEvent event) {
    status(event)
        .ifPresent(
            status -> {
              Map<String, @Nullable Object> line = JsonLines.event("object");
              line.put("object", event.source().toString());
              line.put("phase", event.phase().label());
              line.put("status", status.label());
              line.put("rows", event.rows());
              JsonLines.print(line);
            });
  }

  /** In the schema phase an object is complete when it is created. */
  private Optional<ObjectStatus> status(ObjectEvent event) {
    return switch (event.status()) {
      case CREATING -> Optional.of(ObjectStatus.CREATING);
      case CREATED ->
          Optional.of(
              converted.contains(event.source()) ? ObjectStatus.CONVERTED : ObjectStatus.COMPLETED);
      case COMPLETED, CONVERTED, SKIPPED, FAILED, NOT_SUPPORTED -> Optional.of(event.status());
      case INITIALIZING, DDL_OBTAINED, COPYING, INDEXING -> Optional.empty();
    };
  }

  @Override
  public void onProgress(ProgressEvent event) {
    Progress progress = event.progress();
    Map<String, @Nullable Object> line = JsonLines.event("progress");
    line.put("phase", progress.phase().label());
    boolean follows =
        progress.phase() == Phase.INCREMENTAL || progress.phase() == Phase.REVERSE_INCREMENTAL;
    if (follows && progress.following().isPresent()) {
      put(line, progress.following().get());
      JsonLines.print(line);
      return;
    }
    line.put("rows", progress.rows());
    line.put("total_rows", progress.totalRows());
    line.put("bytes", progress.bytes());
    line.put("rows_per_second", progress.rowsPerSecond());
    line.put("eta_seconds", progress.eta().map(JsonEvents::seconds).orElse(null));
    JsonLines.print(line);
  }

  private static void put(Map<String, @Nullable Object> line, Following following) {
    line.put("lag_seconds", following.lag().map(JsonEvents::seconds).orElse(null));
    line.put("captured_rows", following.capturedChanges());
    line.put("applied_rows", following.appliedChanges());
    line.put("applied_transactions", following.appliedTransactions());
    line.put("captured_rows_per_second", following.capturedPerSecond());
    line.put("applied_rows_per_second", following.appliedPerSecond());
    line.put("spool_bytes", following.spoolBytes());
    following.keptLog().ifPresent(kept -> line.put("source_log", fields(kept)));
    line.put("retries", following.retries());
    line.put("caught_up", following.caughtUp());
  }

  /** What a source keeps of its log. */
  static Map<String, @Nullable Object> fields(KeptLog kept) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kept_bytes", kept.bytes());
    fields.put("left_bytes", kept.left().isPresent() ? kept.left().getAsLong() : null);
    return fields;
  }

  @Override
  public void onSwitchStep(SwitchStepEvent event) {
    Map<String, @Nullable Object> line = JsonLines.event("switch_step");
    line.putAll(SwitchSteps.fields(event.result()));
    JsonLines.print(line);
  }

  @Override
  public void onWarning(WarningEvent event) {
    event.context().object().ifPresent(converted::add);
    JsonLines.print(trouble("warning", event.code(), event.context(), event.message(), false));
  }

  @Override
  public void onError(ErrorEvent event) {
    error(event.error(), event.willRetry());
  }

  /** An error that no run has told. */
  public static void error(MigrationException error, boolean retryable) {
    JsonLines.print(
        trouble("error", error.code().name(), error.context(), error.description(), retryable));
  }

  private static Map<String, @Nullable Object> trouble(
      String kind, String code, ErrorContext context, String message, boolean retryable) {
    Map<String, @Nullable Object> line = JsonLines.event(kind);
    line.put("code", code);
    line.put("phase", context.phase().map(Phase::label).orElse(null));
    line.put("object", context.object().map(ObjectName::toString).orElse(null));
    line.put("position", context.position().orElse(null));
    line.put("message", message);
    line.put("retryable", retryable);
    return line;
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
