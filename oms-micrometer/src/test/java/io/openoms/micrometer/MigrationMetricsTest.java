package io.openoms.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.SkipReason;
import io.openoms.error.ErrorContext;
import io.openoms.event.EndEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.WarningEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationMetricsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
  private static final ObjectName ORDERS = new ObjectName("shop", "orders");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MigrationMetrics metrics =
      new MigrationMetrics("shop", registry, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void gaugesTellNothingBeforeTheFirstFigures() {
    assertThat(gauge("openoms.rows")).isNaN();
    assertThat(gauge("openoms.lag")).isNaN();
  }

  @Test
  void gaugesOfFollowingTellNothingWhileRowsAreCopied() {
    metrics.onProgress(new ProgressEvent(NOW, copying(70)));

    assertThat(gauge("openoms.rows")).isEqualTo(70);
    assertThat(gauge("openoms.rows.expected")).isEqualTo(100);
    assertThat(gauge("openoms.spool")).isNaN();
  }

  @Test
  void aVerificationHasGaugesOfItsOwn() {
    metrics.onProgress(new ProgressEvent(NOW, copying(70)));
    assertThat(gauge("openoms.verified")).isNaN();
    metrics.onProgress(new ProgressEvent(NOW, progress(Phase.VERIFICATION, 30, Optional.empty())));

    assertThat(gauge("openoms.rows")).isEqualTo(70);
    assertThat(gauge("openoms.verified")).isEqualTo(30);
    assertThat(gauge("openoms.verified.expected")).isEqualTo(100);
  }

  @Test
  void theLagGrowsWhenNobodyReportsAnyMore() {
    metrics.onProgress(new ProgressEvent(NOW.minusSeconds(7), following(10, 4, 3)));

    assertThat(gauge("openoms.lag")).isEqualTo(7.5);
  }

  /** A lag that grows after an end that was wanted would wake somebody in the night. */
  @Test
  void thereIsNoLagAfterAnEndThatWasWanted() {
    for (RunState end : List.of(RunState.COMPLETED, RunState.STOPPED)) {
      metrics.onProgress(new ProgressEvent(NOW.minusSeconds(7), following(10, 4, 3)));
      assertThat(gauge("openoms.running")).isEqualTo(1);
      assertThat(gauge("openoms.caught.up")).isEqualTo(0);
      metrics.onEnd(end(end));
      assertThat(gauge("openoms.lag")).isNaN();
      assertThat(gauge("openoms.caught.up")).isNaN();
      assertThat(gauge("openoms.running")).isZero();
      assertThat(gauge("openoms.failed")).isZero();
    }
  }

  @Test
  void aRunThatFailedIsSeenUntilTheNextOneIsAtWork() {
    metrics.onProgress(new ProgressEvent(NOW.minusSeconds(7), following(10, 4, 3)));
    metrics.onEnd(end(RunState.FAILED));
    assertThat(gauge("openoms.lag")).isEqualTo(7.5);
    assertThat(gauge("openoms.failed")).isEqualTo(1);
    metrics.onPhase(new PhaseEvent(NOW, Phase.SCHEMA, PhaseStatus.RUNNING));
    assertThat(gauge("openoms.failed")).isZero();
    assertThat(gauge("openoms.running")).isEqualTo(1);
  }

  /** Monitoring systems append the unit to the name where it does not end with it. */
  @Test
  void noNameDoublesItsUnit() {
    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .allSatisfy(
            id ->
                assertThat(id.getBaseUnit() == null ? "" : id.getBaseUnit())
                    .as(id.getName())
                    .satisfies(
                        unit ->
                            assertThat(
                                    id.getName().endsWith(unit)
                                        || !id.getName().contains("." + unit))
                                .isTrue()));
  }

  private static EndEvent end(RunState state) {
    return new EndEvent(
        NOW,
        new MigrationResult(
            "shop",
            state,
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void countersGoOnOverTheRunsOfAProject() {
    metrics.onProgress(new ProgressEvent(NOW, following(10, 4, 3)));
    metrics.onProgress(new ProgressEvent(NOW, following(25, 9, 8)));
    metrics.onProgress(new ProgressEvent(NOW, following(5, 11, 2)));

    assertThat(counter("openoms.captured")).isEqualTo(30);
    assertThat(counter("openoms.transactions")).isEqualTo(7);
    assertThat(
            registry
                .get("openoms.applied")
                .tags("project", "shop", "table", "shop.orders", "kind", "update")
                .counter()
                .count())
        .isEqualTo(10);
  }

  @Test
  void warningsAreCountedByCode() {
    WarningEvent warning = new WarningEvent(NOW, "CLOCKS_DIFFER", ErrorContext.none(), "…");
    metrics.onWarning(warning);
    metrics.onWarning(warning);

    assertThat(registry.get("openoms.warnings").tag("code", "CLOCKS_DIFFER").counter().count())
        .isEqualTo(2);
  }

  private double gauge(String name) {
    return registry.get(name).tag("project", "shop").gauge().value();
  }

  private double counter(String name) {
    return registry.get(name).tag("project", "shop").counter().count();
  }

  private static Progress copying(long rows) {
    return progress(Phase.FULL, rows, Optional.empty());
  }

  private static Progress following(long captured, long transactions, long updates) {
    Following figures =
        new Following(
            Optional.of(Duration.ofMillis(500)),
            captured,
            captured,
            transactions,
            1,
            1,
            1,
            4096,
            false,
            0,
            Optional.empty(),
            Optional.empty(),
            Map.of(ORDERS, new Following.Counts(0, updates, 0, Map.of(SkipReason.IN_COPY, 7L))));
    return progress(Phase.INCREMENTAL, 100, Optional.of(figures));
  }

  private static Progress progress(Phase phase, long rows, Optional<Following> following) {
    return new Progress(phase, rows, 100, 1000, 1, 1, Optional.empty(), 1, 2, following);
  }
}
