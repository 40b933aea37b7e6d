package io.openoms.cli.output;

import io.openoms.Following;
import io.openoms.MigrationListener;
import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.SwitchStepResult;
import io.openoms.event.ErrorEvent;
import io.openoms.event.IndexEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.SwitchStepEvent;

/**
 * Shows a run on standard error: a line for what is done, and on a terminal one line that moves.
 * Elsewhere a plain line of figures every few seconds. Listeners are called in turn, so one thread
 * at a time.
 */
public final class LiveDisplay implements MigrationListener {

  private static final int BAR_WIDTH = 28;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** Without and with a line's end going on in the next line. */
  private static final String CUT = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private String moving = "";

  /** How far a verification is that works beside the incremental phase. */
  private String beside = "";

  private boolean isFollowing;
  private long lastPlain = System.nanoTime();

  /** A display that has shown nothing. */
  public LiveDisplay() {}

  @Override
  public void onPhase(PhaseEvent event) {
    String name = "phase " + event.phase().label();
    beside = "";
    if (isFollowing(event.phase())) {
      isFollowing = event.status() == PhaseStatus.RUNNING;
    }
    if (event.status() == PhaseStatus.RUNNING) {
      print(Style.BOLD.of(name));
      return;
    }
    moving = "";
    print(ended(event.phase(), event.status()));
  }

  /** How a phase ended; one that was stopped is neither done nor wrong. */
  static String ended(Phase phase, PhaseStatus status) {
    String name = "phase " + phase.label() + " " + status.label();
    return switch (status) {
      case STOPPED -> Style.DIM.of("- ") + name;
      case SKIPPED -> mark(true) + name + ": already completed";
      default -> mark(status != PhaseStatus.FAILED) + name;
    };
  }

  @Override
  public void onObject(ObjectEvent event) {
    if (isFollowing(event.phase()) && !event.status().isFailure()) {
      // A table that has converged was shown when its copy ended.
      return;
    }
    if (event.status() == ObjectStatus.SKIPPED) {
      print(Style.DIM.of("- " + event.source() + " skipped"));
    } else if (event.status().isFailure()) {
      print(mark(false) + event.source() + " " + event.status().label());
    } else if (event.status().isFinal()) {
      String converted = event.status() == ObjectStatus.CONVERTED ? Style.DIM.of(" converted") : "";
      String rows =
          event.kind() == ObjectKind.TABLE ? Figures.count(event.rows()) + " rows" : "view";
      print(mark(true) + event.source() + "  " + Style.DIM.of(rows) + converted);
    }
  }

  @Override
  public void onIndex(IndexEvent event) {
    if (event.status() == IndexEvent.Status.BUILDING && event.elapsed().toSeconds() >= 1) {
      move(
          "index  "
              + event.table()
              + "."
              + event.index()
              + "  building for "
              + Figures.clock(event.elapsed()));
    }
  }

  @Override
  public void onSwitchStep(SwitchStepEvent event) {
    SwitchStepResult.Status status = event.result().status();
    if (status != SwitchStepResult.Status.RUNNING) {
      print(
          "  " + mark(status != SwitchStepResult.Status.FAILED) + SwitchSteps.line(event.result()));
    }
  }

  @Override
  public void onError(ErrorEvent event) {
    String again = event.willRetry() ? Style.DIM.of(" (tried again)") : "";
    print(Style.RED.of("! ") + event.error().getMessage() + again);
  }

  @Override
  public void onProgress(ProgressEvent event) {
    Progress progress = event.progress();
    boolean isVerification = progress.phase() == Phase.VERIFICATION;
    if (isVerification && isFollowing) {
      beside = beside(progress);
    } else if ((isVerification || progress.phase() == Phase.FULL) && progress.totalRows() > 0) {
      move(line(progress));
    } else if (isFollowing(progress.phase())) {
      String label = progress.phase().label();
      progress.following().ifPresent(following -> move(label + line(following) + beside));
    }
  }

  private static boolean isFollowing(Phase phase) {
    return phase == Phase.INCREMENTAL || phase == Phase.REVERSE_INCREMENTAL;
  }

  /** Ends the line that moves. */
  public void end() {
    if (!moving.isEmpty() && Console.isTerminal()) {
      Console.paint(CLEAR_LINE);
    }
    moving = "";
  }

  private static String line(Progress progress) {
    double part = Math.min(1, (double) progress.rows() / progress.totalRows());
    int full = (int) Math.round(part * BAR_WIDTH);
    return progress.phase().label()
        + "  "
        + Style.GREEN.of("━".repeat(full))
        + Style.DIM.of("─".repeat(BAR_WIDTH - full))
        + String.format(" %3d %%  ", (int) (100 * part))
        + Figures.count(progress.rows())
        + " rows  "
        + Style.CYAN.of(Figures.count((long) progress.rowsPerSecond()) + " rows/s")
        + (progress.phase() == Phase.VERIFICATION
            ? ""
            : "  " + Figures.bytesPerSecond(progress.bytesPerSecond()))
        + progress.eta().map(eta -> "  ETA " + Figures.clock(eta)).orElse("")
        + "  "
        + progress.objectsDone()
        + "/"
        + progress.objectsTotal()
        + (progress.phase() == Phase.VERIFICATION ? " tables" : " objects");
  }

  private static String beside(Progress progress) {
    return "  verification "
        + Figures.count(progress.rows())
        + " rows  "
        + progress.objectsDone()
        + "/"
        + progress.objectsTotal()
        + " tables"
        + progress.eta().map(eta -> "  ETA " + Figures.clock(eta)).orElse("");
  }

  private static String line(Following following) {
    String lag = following.lag().map(Figures::seconds).orElse("unknown");
    return "  lag "
        + (following.caughtUp() ? Style.GREEN.of(lag) : lag)
        + "  "
        + Figures.count(following.appliedChanges())
        + " changes applied  "
        + Style.CYAN.of(Figures.count((long) following.appliedPerSecond()) + " changes/s")
        + "  "
        + Figures.count((long) following.transactionsPerSecond())
        + " transactions/s  "
        + Figures.count(following.spoolBytes() >> 10)
        + " KiB waiting";
  }

  private void move(String line) {
    if (Console.isTerminal()) {
      // What reached into a second line could not be painted over.
      moving = CUT + line + WRAP;
      Console.paint(CLEAR_LINE + moving);
    } else if (System.nanoTime() - lastPlain > PLAIN_NANOS) {
      lastPlain = System.nanoTime();
      Console.note(line);
    }
  }

  private void print(String line) {
    if (Console.isTerminal()) {
      Console.paint(CLEAR_LINE);
    }
    Console.note(line);
    if (!moving.isEmpty()) {
      Console.paint(moving);
    }
  }

  private static String mark(boolean good) {
    return good ? Style.GREEN.of("✔ ") : Style.RED.of("✘ ");
  }
}
