package io.openoms.spring.actuate;

import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.spring.MigrationRuns;
import io.openoms.spring.actuate.ShownProject.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a project is, without a type of Spring's: Spring Boot 3 and 4 have theirs in different places
 * ({@link Boot3Health}, {@link Boot4Health}). Immutable. It asks no database.
 *
 * @param status the status by Spring's name for it
 * @param details state, phase, objects by status, lag and what stopped the run
 */
record ProjectHealth(String status, Map<String, Object> details) {

  private static final String UP = "UP";
  private static final String DOWN = "DOWN";
  private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";
  private static final String UNKNOWN = "UNKNOWN";

  /** Of the last run of that project, as it is now. */
  static ProjectHealth of(MigrationRuns runs, String project) {
    Optional<MigrationRun> run = runs.run(project);
    if (run.isEmpty()) {
      return new ProjectHealth(UNKNOWN, details(ShownProject.notStarted(project)));
    }
    ShownProject shown = ShownProject.summary(project, run.get());
    return new ProjectHealth(status(run.get().state()), details(shown));
  }

  /** A failed object alone does not end a run, so it shows in the details until the run ends. */
  static String status(RunState state) {
    return switch (state) {
      case STARTING, RUNNING, COMPLETED -> UP;
      case PAUSING, PAUSED, STOPPING, STOPPED -> OUT_OF_SERVICE;
      case FAILED -> DOWN;
    };
  }

  private static Map<String, Object> details(ShownProject project) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", project.state());
    Figures progress = project.progress();
    if (progress != null) {
      details.put("phase", progress.phase());
      putKnown(details, "lagSeconds", progress.lagSeconds());
      putKnown(details, "caughtUp", progress.caughtUp());
    }
    if (!project.objects().isEmpty()) {
      details.put("objects", project.objects());
    }
    putKnown(details, "error", project.error());
    return details;
  }

  private static void putKnown(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }
}
