package io.openoms.cli.output;

import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.ProjectStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last line of {@code --json}. */
public final class JsonSummary {

  private JsonSummary() {}

  /** What a run that could not begin leaves to say. */
  public static void printNothing(@Nullable String project, int exit) {
    print(project, exit, Map.of(), List.of(), null);
  }

  /** What became of a run. */
  public static void print(MigrationResult result, int exit) {
    Map<String, Map<String, Object>> phases = phases(result.phases());
    result
        .following()
        .flatMap(Following::lag)
        .ifPresent(lag -> addLag(phases, JsonEvents.seconds(lag)));
    print(
        result.project(),
        exit,
        phases,
        objects(result.objects()),
        result.verification().map(JsonVerification::of).orElse(null));
  }

  private static void addLag(Map<String, Map<String, Object>> phases, double seconds) {
    phases
        .getOrDefault(Phase.INCREMENTAL.label(), new LinkedHashMap<>())
        .put("lag_seconds", seconds);
  }

  /** What is stored of a project. */
  public static void print(ProjectStatus status, int exit) {
    print(status.project(), exit, phases(status.phases()), objects(status.objects()), null);
  }

  private static void print(
      @Nullable String project,
      int exit,
      Map<String, Map<String, Object>> phases,
      List<Object> objects,
      @Nullable Object verification) {
    Map<String, @Nullable Object> line = JsonLines.event("summary");
    line.put("project", project);
    line.put("exit", exit);
    line.put("phases", phases);
    line.put("objects", objects);
    line.put("verification", verification);
    JsonLines.print(line);
  }

  static Map<String, Map<String, Object>> phases(Map<Phase, PhaseResult> results) {
    Map<String, Map<String, Object>> phases = new LinkedHashMap<>();
    results.forEach(
        (phase, result) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("status", result.status().label());
          fields.put("seconds", JsonEvents.seconds(result.elapsed()));
          fields.put("rows", result.rows());
          phases.put(phase.label(), fields);
        });
    return phases;
  }

  static List<Object> objects(List<ObjectResult> results) {
    return results.stream().map(JsonSummary::object).toList();
  }

  private static Object object(ObjectResult result) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("source", result.source().toString());
    fields.put("target", result.target().toString());
    fields.put("status", result.status().label());
    fields.put("rows", result.rows());
    fields.put("conflicts", result.conflicts());
    fields.put("warnings", result.warnings());
    fields.put("error", result.error().orElse(null));
    return fields;
  }
}
