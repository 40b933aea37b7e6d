package io.openoms.dashboard.view;

import io.openoms.SwitchStepResult;
import io.openoms.Switchover;
import io.openoms.SwitchoverReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which end applications write to, and the last switchover.
 *
 * @param direction the direction of changes now
 * @param steps the steps of the last switchover
 * @param report what became of it in this run
 */
public record SwitchoverView(String direction, List<Step> steps, @Nullable Report report) {

  /** A step and how it stands. */
  public record Step(
      String step,
      String status,
      boolean skippable,
      @Nullable Long began,
      @Nullable Long ended,
      String detail) {

    static Step of(SwitchStepResult result) {
      return new Step(
          result.step().label(),
          result.status().name().toLowerCase(Locale.ROOT),
          result.step().isSkippable(),
          Times.millis(result.began()),
          Times.millis(result.ended()),
          result.detail());
    }
  }

  /** What became of a switchover. */
  public record Report(
      String from, boolean switched, @Nullable Double withoutWrites, String proof) {

    static Report of(SwitchoverReport report) {
      return new Report(
          report.from().label(),
          report.switched(),
          Times.seconds(Optional.of(report.withoutWrites())),
          report.proof());
    }
  }

  static SwitchoverView of(Switchover switchover) {
    return new SwitchoverView(
        switchover.direction().label(),
        switchover.steps().stream().map(Step::of).toList(),
        switchover.last().map(Report::of).orElse(null));
  }
}
