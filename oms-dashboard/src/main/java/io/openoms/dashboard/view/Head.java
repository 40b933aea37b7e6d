package io.openoms.dashboard.view;

import io.openoms.Following;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.dashboard.action.ActionState;
import io.openoms.dashboard.journal.PhaseTimes;
import io.openoms.dashboard.journal.RunJournal;
import io.openoms.dashboard.journal.WatchedRun;
import io.openoms.event.EndEvent;
import io.openoms.event.ProgressEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands above every tab. Times are milliseconds since 1970, by the clock of the run.
 *
 * @param project the project's name
 * @param state the run's state; {@code WAITING} before a run is started
 * @param began when it was started
 * @param ended when it ended
 * @param phases the phases asked for
 * @param figures the last figures of all but verifications
 * @param comparing the last figures of verifications
 * @param failed objects that did not arrive
 * @param errors how many errors came
 * @param warnings how many warnings came
 * @param lastError the last error
 * @param actions whether the page may act
 * @param switches whether the project has a switchover
 * @param action the last action of the page
 */
public record Head(
    String project,
    String state,
    @Nullable Long began,
    @Nullable Long ended,
    List<PhaseView> phases,
    @Nullable Figures figures,
    @Nullable Figures comparing,
    int failed,
    long errors,
    long warnings,
    @Nullable TroubleView lastError,
    boolean actions,
    boolean switches,
    @Nullable ActionState action) {

  /** A phase and how it stands. */
  public record PhaseView(String phase, String status, @Nullable Long began, @Nullable Long ended) {

    static PhaseView of(String label, PhaseTimes times) {
      return new PhaseView(
          label, times.status().label(), Times.millis(times.began()), Times.millis(times.ended()));
    }
  }

  /** Figures of a moment. */
  public record Figures(
      long at,
      String phase,
      long rows,
      long expected,
      long bytes,
      double rowsPerSecond,
      double bytesPerSecond,
      @Nullable Double etaSeconds,
      int done,
      int total,
      @Nullable FollowingView following) {

    static Figures of(ProgressEvent event) {
      Progress progress = event.progress();
      return new Figures(
          event.at().toEpochMilli(),
          progress.phase().label(),
          progress.rows(),
          progress.totalRows(),
          progress.bytes(),
          progress.rowsPerSecond(),
          progress.bytesPerSecond(),
          Times.seconds(progress.eta()),
          progress.objectsDone(),
          progress.objectsTotal(),
          progress.following().map(FollowingView::of).orElse(null));
    }
  }

  /** Figures of following. */
  public record FollowingView(
      @Nullable Double lagSeconds,
      long captured,
      long applied,
      long transactions,
      double capturedPerSecond,
      double appliedPerSecond,
      double transactionsPerSecond,
      long spoolBytes,
      boolean caughtUp,
      long retries) {

    static FollowingView of(Following following) {
      return new FollowingView(
          Times.seconds(following.lag()),
          following.capturedChanges(),
          following.appliedChanges(),
          following.appliedTransactions(),
          following.capturedPerSecond(),
          following.appliedPerSecond(),
          following.transactionsPerSecond(),
          following.spoolBytes(),
          following.caughtUp(),
          following.retries());
    }
  }

  /** The head of a run. */
  static Head of(WatchedRun watched, Means means) {
    RunJournal journal = watched.journal();
    List<ObjectResult> objects = watched.run().map(MigrationRun::objects).orElse(List.of());
    return new Head(
        watched.project().name(),
        watched.run().map(MigrationRun::state).orElse(RunState.STARTING).name(),
        journal.began().toEpochMilli(),
        Times.millis(journal.end().map(EndEvent::at)),
        watched.project().phases().stream()
            .map(phase -> PhaseView.of(phase.label(), journal.phase(phase)))
            .toList(),
        journal.figures().map(Figures::of).orElse(null),
        journal.comparing().map(Figures::of).orElse(null),
        (int) objects.stream().filter(object -> object.status().isFailure()).count(),
        journal.errorCount(),
        journal.warningCount(),
        journal.lastError().map(TroubleView::of).orElse(null),
        means.actions(),
        watched.project().phases().contains(Phase.SWITCHOVER),
        means.action());
  }

  /** The head before a run is started. */
  static Head waiting(String project, Means means) {
    return new Head(
        project,
        "WAITING",
        null,
        null,
        List.of(),
        null,
        null,
        0,
        0,
        0,
        null,
        means.actions(),
        false,
        null);
  }

  /** What the page may do. */
  public record Means(boolean actions, @Nullable ActionState action) {

    /** Whether it may act, and the last action. */
    public static Means of(boolean actions, Optional<ActionState> action) {
      return new Means(actions, action.orElse(null));
    }
  }
}
