package io.openoms.spring;

import io.openoms.Following;
import io.openoms.MigrationListener;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.event.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the figures of a project's runs now and then; the engine itself logs phases, failures and
 * the end. Phases that are at work side by side have lines of their own.
 */
final class ProgressLog implements MigrationListener {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationRuns.class);

  private final String project;
  private final Duration interval;
  private final Map<Phase, Instant> said = new EnumMap<>(Phase.class);

  ProgressLog(String project, Duration interval) {
    this.project = project;
    this.interval = interval;
  }

  @Override
  public void onProgress(ProgressEvent event) {
    Phase phase = event.progress().phase();
    Instant before = said.get(phase);
    if (before == null || !event.at().isBefore(before.plus(interval))) {
      said.put(phase, event.at());
      LOG.info("project {}: {}", project, line(event.progress()));
    }
  }

  private static String line(Progress progress) {
    return progress.phase().label() + ": " + figures(progress);
  }

  /** While rows are copied changes are captured, too; then the rows are what one waits for. */
  private static String figures(Progress progress) {
    return switch (progress.phase()) {
      case INCREMENTAL, REVERSE_INCREMENTAL ->
          progress.following().map(ProgressLog::following).orElseGet(() -> rows(progress));
      default -> rows(progress);
    };
  }

  private static String rows(Progress progress) {
    String left = progress.eta().map(eta -> ", about " + eta.toSeconds() + " s left").orElse("");
    return String.format(
        Locale.ROOT,
        "%,d of %,d rows, %,.0f rows/s, %d of %d objects done%s",
        progress.rows(),
        progress.totalRows(),
        progress.rowsPerSecond(),
        progress.objectsDone(),
        progress.objectsTotal(),
        left);
  }

  private static String following(Following figures) {
    String lag =
        figures
            .lag()
            .map(age -> String.format(Locale.ROOT, "%.1f s", age.toMillis() / 1e3))
            .orElse("unknown");
    return String.format(
        Locale.ROOT,
        "lag %s, %,d changes applied, %,.0f changes/s, %,d bytes wait on disk",
        lag,
        figures.appliedChanges(),
        figures.appliedPerSecond(),
        figures.spoolBytes());
  }
}
