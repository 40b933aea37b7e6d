package io.openoms.spring.actuate;

import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A project as the endpoint shows it. Null stands for what is not known yet.
 *
 * @param project its name
 * @param state the state of its last run in small letters; {@code not_started} before the first
 * @param progress the last figures
 * @param objects how many objects have each status
 * @param error what stopped the run, beginning with its code
 * @param details the objects, one by one, where the project was asked for by name
 */
public record ShownProject(
    String project,
    String state,
    @Nullable Figures progress,
    Map<String, Long> objects,
    @Nullable String error,
    @Nullable List<ShownObject> details) {

  static ShownProject notStarted(String project) {
    return new ShownProject(project, "not_started", null, Map.of(), null, null);
  }

  static ShownProject summary(String project, MigrationRun run) {
    return of(project, run, run.objects(), null);
  }

  static ShownProject withObjects(String project, MigrationRun run) {
    List<ObjectResult> objects = run.objects();
    return of(project, run, objects, objects.stream().map(ShownObject::of).toList());
  }

  private static ShownProject of(
      String project,
      MigrationRun run,
      List<ObjectResult> objects,
      @Nullable List<ShownObject> details) {
    return new ShownProject(
        project,
        run.state().name().toLowerCase(Locale.ROOT),
        run.progress().map(Figures::of).orElse(null),
        objects.stream()
            .collect(
                Collectors.groupingBy(
                    object -> object.status().label(), TreeMap::new, Collectors.counting())),
        run.result().flatMap(MigrationResult::error).map(Throwable::getMessage).orElse(null),
        details);
  }

  /**
   * The last figures of a run.
   *
   * @param lagSeconds age of the newest state of the source that the sink has; null until it
   *     follows
   */
  public record Figures(
      String phase,
      long rows,
      long totalRows,
      long bytes,
      double rowsPerSecond,
      @Nullable Long etaSeconds,
      int objectsDone,
      int objectsTotal,
      @Nullable Double lagSeconds,
      @Nullable Boolean caughtUp,
      @Nullable Long appliedChanges,
      @Nullable Long spoolBytes) {

    static Figures of(Progress progress) {
      Optional<Following> following = progress.following();
      return new Figures(
          progress.phase().label(),
          progress.rows(),
          progress.totalRows(),
          progress.bytes(),
          progress.rowsPerSecond(),
          progress.eta().map(Duration::toSeconds).orElse(null),
          progress.objectsDone(),
          progress.objectsTotal(),
          following.flatMap(Following::lag).map(lag -> lag.toMillis() / 1e3).orElse(null),
          following.map(Following::caughtUp).orElse(null),
          following.map(Following::appliedChanges).orElse(null),
          following.map(Following::spoolBytes).orElse(null));
    }
  }

  /** An object, by its names at the source and at the sink. */
  public record ShownObject(
      String source, String target, String status, long rows, @Nullable String error) {

    static ShownObject of(ObjectResult object) {
      return new ShownObject(
          object.source().toString(),
          object.target().toString(),
          object.status().label(),
          object.rows(),
          object.error().orElse(null));
    }
  }
}
