package io.openoms.cli.output;

import io.openoms.Checkpoint;
import io.openoms.ProjectStatus;
import io.openoms.SelectionChange;
import io.openoms.SettledConflict;
import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A project's stored state as one object. */
public final class JsonStatus {

  private JsonStatus() {}

  /** Prints the state; a project that never started has {@code "started": false}. */
  public static void print(String project, Optional<ProjectStatus> status) {
    Map<String, @Nullable Object> line = JsonLines.event("status");
    line.put("project", project);
    line.put("started", status.isPresent());
    status.ifPresent(
        stored -> {
          line.put("epoch", stored.epoch());
          line.put("updated_at", stored.updatedAt().toString());
          line.put("phases", JsonSummary.phases(stored.phases()));
          line.put("objects", JsonSummary.objects(stored.objects()));
          stored.reverse().ifPresent(back -> line.put("reverse_checkpoint", checkpoint(back)));
          stored
              .bothWays()
              .ifPresent(
                  both -> {
                    line.put("conflicts", both.conflicts());
                    line.put(
                        "latest_conflicts",
                        both.latest().stream().map(JsonStatus::conflict).toList());
                  });
          line.put("checkpoint", stored.checkpoint().map(JsonStatus::checkpoint).orElse(null));
          line.put("verification", stored.verification().map(JsonVerification::of).orElse(null));
          line.put("switchover", stored.switchover().map(SwitchSteps::fields).orElse(null));
          line.put("stops", stored.stops().stream().map(JsonStatus::stop).toList());
          line.put(
              "selection_changes",
              stored.selectionChanges().stream().map(JsonStatus::change).toList());
          stored.keptLog().ifPresent(kept -> line.put("source_log", JsonEvents.fields(kept)));
          line.put("last_error", stored.lastError().orElse(null));
        });
    JsonLines.print(line);
  }

  private static Map<String, @Nullable Object> stop(StoppedStatement stop) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("object", stop.object().toString());
    fields.put("transaction", stop.transaction());
    fields.put("statement", stop.statement());
    fields.put("decision", stop.decision().map(JsonStatus::decision).orElse(null));
    fields.put("replacement", stop.decision().flatMap(StatementDecision::replacement).orElse(null));
    return fields;
  }

  private static Map<String, Object> conflict(SettledConflict conflict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", conflict.number());
    fields.put("object", conflict.table().toString());
    fields.put("key", conflict.key());
    fields.put("found_at", conflict.foundAt().toString());
    fields.put("winner", conflict.winner().name().toLowerCase(Locale.ROOT));
    fields.put("settled", conflict.settled());
    return fields;
  }

  private static Map<String, Object> change(SelectionChange change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("object", change.object().toString());
    fields.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    return fields;
  }

  private static String decision(StatementDecision decision) {
    return decision.replacement().isPresent() ? "replace" : "skip";
  }

  private static Map<String, Object> checkpoint(Checkpoint checkpoint) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("position", checkpoint.position());
    fields.put("applied_up_to", checkpoint.appliedUpTo().toString());
    fields.put(
        "lag_seconds",
        JsonEvents.seconds(Duration.between(checkpoint.appliedUpTo(), Instant.now())));
    fields.put("applied_transactions", checkpoint.transactions());
    fields.put("applied_rows", checkpoint.changes());
    return fields;
  }
}
