package io.openoms.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.openoms.Following;
import io.openoms.MigrationListener;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.event.EndEvent;
import io.openoms.event.ErrorEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.WarningEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows the figures of a project's runs as meters, each tagged with {@code project}:
 *
 * <pre>{@code
 * MigrationProject.builder("shop").listener(new MigrationMetrics("shop", registry))
 * }</pre>
 *
 * <table>
 * <caption>Gauges; NaN while there is nothing to tell</caption>
 * <tr><th>meter</th><th>unit</th><th>what</th></tr>
 * <tr><td>openoms.rows</td><td>rows</td><td>copied rows at the sink</td></tr>
 * <tr><td>openoms.rows.expected</td><td></td><td>rows to copy</td></tr>
 * <tr><td>openoms.verified, openoms.verified.expected</td><td>rows, none</td><td>rows of the source that
 *     the last verification has compared, and is to compare</td></tr>
 * <tr><td>openoms.objects, openoms.objects.done</td><td>objects, none</td><td>selected ones, and those
 *     with a final status</td></tr>
 * <tr><td>openoms.lag</td><td>seconds</td><td>age of the newest state of the source that the sink
 *     has; it goes on growing when a run fails or does not report any more, and there is nothing to
 *     tell after a run that was completed or stopped</td></tr>
 * <tr><td>openoms.caught.up</td><td></td><td>1 while all that the source has told of is applied,
 *     else 0; told as long as the lag is</td></tr>
 * <tr><td>openoms.running, openoms.failed</td><td></td><td>1 while a run is at work, and after the
 *     last one failed; else 0</td></tr>
 * <tr><td>openoms.spool</td><td>bytes</td><td>captured changes that wait on disk</td></tr>
 * <tr><td>openoms.window.changes, openoms.window.written</td><td>changes, rows</td><td>the window
 *     applied last, before and after merging</td></tr>
 * <tr><td>openoms.window.executing, openoms.window.committing</td><td>seconds</td><td>its times
 *     </td></tr>
 * </table>
 *
 * <table>
 * <caption>Counters, of all runs watched by this object</caption>
 * <tr><th>meter</th><th>unit</th><th>what, with further tags</th></tr>
 * <tr><td>openoms.copied</td><td>bytes</td><td>row data copied</td></tr>
 * <tr><td>openoms.captured</td><td>changes</td><td>changes of rows read from the log</td></tr>
 * <tr><td>openoms.transactions</td><td>transactions</td><td>transactions of the source applied</td>
 *     </tr>
 * <tr><td>openoms.applied</td><td>changes</td><td>changes of rows applied; {@code table}, {@code
 *     kind} (insert, update, delete)</td></tr>
 * <tr><td>openoms.skipped</td><td>changes</td><td>changes of rows that were not applied, though
 *     nothing is wrong; {@code table}, {@code reason} ({@link io.openoms.SkipReason})</td></tr>
 * <tr><td>openoms.retries</td><td>steps</td><td>steps of following tried again</td></tr>
 * <tr><td>openoms.errors</td><td>errors</td><td>errors told; {@code code}, {@code retried}</td></tr>
 * <tr><td>openoms.warnings</td><td>warnings</td><td>warnings told; {@code code}</td></tr>
 * </table>
 *
 * <p>The figures are as old as the last progress event, about a second while a run is at work. One
 * object serves all runs of one project, one after another; it is thread-safe. The meters stay in
 * the registry, which is the caller's. One meter a table and kind of change may be many: a {@code
 * MeterFilter} denies them where that is too much.
 */
public final class MigrationMetrics implements MigrationListener {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Clock clock;
  private final Totals totals;
  private volatile @Nullable ProgressEvent last;
  private volatile @Nullable ProgressEvent lastComparing;
  private volatile Stage stage = Stage.NONE;

  /** How far the last run is, as far as it is known. */
  private enum Stage {
    NONE,
    AT_WORK,
    /** Completed or stopped, as was wanted. */
    ENDED,
    FAILED
  }

  /**
   * Registers the gauges.
   *
   * @param project the value of the tag {@code project}, by custom the project's name
   * @param registry where the meters go
   */
  public MigrationMetrics(String project, MeterRegistry registry) {
    this(project, registry, Clock.systemUTC());
  }

  MigrationMetrics(String project, MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.tags = Tags.of("project", project);
    this.clock = clock;
    this.totals = new Totals(registry, tags);
    runGauges();
    copyGauges();
    verificationGauges();
    followingGauges();
  }

  @Override
  public void onPhase(PhaseEvent event) {
    stage = Stage.AT_WORK;
  }

  @Override
  public void onEnd(EndEvent event) {
    stage = event.result().state() == RunState.FAILED ? Stage.FAILED : Stage.ENDED;
  }

  @Override
  public void onProgress(ProgressEvent event) {
    stage = Stage.AT_WORK;
    totals.add(event.progress());
    if (event.progress().phase() == Phase.VERIFICATION) {
      lastComparing = event;
    } else {
      last = event;
    }
  }

  @Override
  public void onError(ErrorEvent event) {
    Counter.builder("openoms.errors")
        .baseUnit("errors")
        .description("Errors told")
        .tags(tags.and("code", event.error().code().name()))
        .tag("retried", Boolean.toString(event.willRetry()))
        .register(registry)
        .increment();
  }

  @Override
  public void onWarning(WarningEvent event) {
    Counter.builder("openoms.warnings")
        .baseUnit("warnings")
        .description("Warnings told")
        .tags(tags.and("code", event.code()))
        .register(registry)
        .increment();
  }

  private void runGauges() {
    gauge("openoms.running", null, "1 while a run is at work", m -> m.is(Stage.AT_WORK));
    gauge("openoms.failed", null, "1 after a run failed", m -> m.is(Stage.FAILED));
  }

  private void copyGauges() {
    gauge("openoms.rows", "rows", "Copied rows at the sink", of(Progress::rows));
    gauge("openoms.rows.expected", null, "Rows to copy", of(Progress::totalRows));
    gauge("openoms.objects", "objects", "Selected objects", of(Progress::objectsTotal));
    gauge("openoms.objects.done", null, "Objects with a final status", of(Progress::objectsDone));
  }

  private void verificationGauges() {
    gauge(
        "openoms.verified",
        "rows",
        "Rows that the last verification has compared",
        metrics -> figure(metrics.lastComparing, Progress::rows));
    gauge(
        "openoms.verified.expected",
        null,
        "Rows that it is to compare",
        metrics -> figure(metrics.lastComparing, Progress::totalRows));
  }

  private void followingGauges() {
    gauge(
        "openoms.lag",
        "seconds",
        "Age of the newest state of the source that the sink has",
        MigrationMetrics::lagSeconds);
    gauge(
        "openoms.caught.up",
        null,
        "1 while all that the source has told of is applied",
        MigrationMetrics::caughtUp);
    gauge(
        "openoms.spool",
        "bytes",
        "Captured changes that wait on disk",
        ofFollowing(Following::spoolBytes));
    gauge(
        "openoms.window.changes",
        "changes",
        "Changes of the window applied last",
        ofWindow(Following.Window::changes));
    gauge(
        "openoms.window.written",
        "rows",
        "Rows written for the window applied last",
        ofWindow(Following.Window::written));
    gauge(
        "openoms.window.executing",
        "seconds",
        "Time of the last window's statements",
        ofWindow(window -> seconds(window.executing())));
    gauge(
        "openoms.window.committing",
        "seconds",
        "Time of the last window's commit",
        ofWindow(window -> seconds(window.committing())));
  }

  private void gauge(
      String name,
      @Nullable String unit,
      String description,
      ToDoubleFunction<MigrationMetrics> value) {
    // The registry must keep this object: nothing else may hold it once the last run has ended.
    Gauge.builder(name, this, value)
        .strongReference(true)
        .baseUnit(unit)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private double is(Stage asked) {
    return stage == asked ? 1 : 0;
  }

  private double caughtUp() {
    return stage == Stage.ENDED
        ? Double.NaN
        : ofFollowing(following -> following.caughtUp() ? 1 : 0).applyAsDouble(this);
  }

  private double lagSeconds() {
    ProgressEvent event = stage == Stage.ENDED ? null : last;
    return event == null
        ? Double.NaN
        : event
            .progress()
            .following()
            .flatMap(Following::lag)
            .map(lag -> seconds(lag.plus(since(event.at()))))
            .orElse(Double.NaN);
  }

  private Duration since(Instant then) {
    Duration passed = Duration.between(then, clock.instant());
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  private static ToDoubleFunction<MigrationMetrics> of(ToDoubleFunction<Progress> figure) {
    return metrics -> figure(metrics.last, figure);
  }

  private static double figure(@Nullable ProgressEvent event, ToDoubleFunction<Progress> figure) {
    return event == null ? Double.NaN : figure.applyAsDouble(event.progress());
  }

  private static ToDoubleFunction<MigrationMetrics> ofFollowing(
      ToDoubleFunction<Following> figure) {
    return of(progress -> progress.following().map(figure::applyAsDouble).orElse(Double.NaN));
  }

  private static ToDoubleFunction<MigrationMetrics> ofWindow(
      ToDoubleFunction<Following.Window> figure) {
    return ofFollowing(
        following -> following.lastWindow().map(figure::applyAsDouble).orElse(Double.NaN));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
