package io.openoms.core.incremental;

import io.openoms.IncrementalOptions;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.plan.Roles;
import io.openoms.core.spool.Spool;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the position at which capture starts or resumes. Blocks on the source. One thread. */
final class CaptureEntry {

  private final ChangeLog log;
  private final IncrementalOptions options;
  private final Repeater repeater;

  CaptureEntry(ChangeLog log, IncrementalOptions options, Repeater repeater) {
    this.log = log;
    this.options = options;
    this.repeater = repeater;
  }

  /** Where an earlier run has stopped. */
  CaptureStart resume(StoredApply stored) {
    return repeater.ask(
        () -> CaptureStart.resume(stored, options.spoolDirectory(), options.spoolMaxBytes()));
  }

  /**
   * The position of the log now.
   *
   * @param resumes whether capture only resumes: if no table joins, nothing has to be captured from
   *     a new position
   */
  ChangeLog.Entry now(boolean resumes) {
    return repeater.ask(() -> position(resumes).orElseThrow(Roles::noLog));
  }

  /** The place where the project begins, as its caller named it. */
  ChangeLog.Entry named() {
    Position at = repeater.ask(() -> log.startAt(options.start()));
    return new ChangeLog.Entry(at, at);
  }

  /** Whether its caller named a place where the project begins. */
  boolean isNamed() {
    return !options.start().isNow();
  }

  private Optional<ChangeLog.Entry> position(boolean resumes) {
    return resumes ? log.visible().map(at -> new ChangeLog.Entry(at, at)) : log.enter();
  }

  /** A new start. Rows may have been copied long ago: every change since must be captured. */
  CaptureStart first(ChangeLog.Entry now, List<MigratedObject> tables) {
    Position earliest = earliest(now.complete(), tables);
    Position from = earliest.equals(now.complete()) ? now.start() : earliest;
    StoredApply stored = new StoredApply(0, from, 0, 0, "", Optional.empty(), 0, 0, Instant.now());
    return repeater.ask(
        () -> CaptureStart.anew(stored, options.spoolDirectory(), options.spoolMaxBytes()));
  }

  /**
   * A new start at the end of the log, whatever was captured before; its figures and the numbers of
   * its windows go on, as writers have stored them.
   */
  CaptureStart anew(ChangeLog.Entry now, Optional<StoredApply> before) {
    Spool.remove(options.spoolDirectory(), before);
    StoredApply stored =
        new StoredApply(
            before.map(StoredApply::window).orElse(0L),
            now.start(),
            0,
            0,
            "",
            Optional.empty(),
            before.map(StoredApply::transactions).orElse(0L),
            before.map(StoredApply::changes).orElse(0L),
            Instant.now());
    return repeater.ask(
        () -> CaptureStart.anew(stored, options.spoolDirectory(), options.spoolMaxBytes()));
  }

  /** The position that all others cover. */
  private Position earliest(Position now, List<MigratedObject> tables) {
    List<Position> lows =
        tables.stream().flatMap(table -> table.watermarks().low().stream()).toList();
    Position first = now;
    for (Position low : lows) {
      first = log.covers(first, low) ? low : first;
    }
    return first;
  }
}
