package io.openoms.dashboard.journal;

import io.openoms.Following;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.event.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a moment or, when several were merged, of the time up to it; null where there was
 * nothing to tell. Immutable.
 *
 * @param at when
 * @param weight how many moments were merged
 * @param rows rows copied a second
 * @param bytes bytes copied a second
 * @param compared rows compared a second
 * @param captured changes read a second
 * @param applied changes applied a second
 * @param lag seconds; the largest
 * @param spool bytes that wait on disk; the largest
 * @param executing seconds of a window's statements; the largest
 * @param committing seconds of its commit; the largest
 */
public record Sample(
    Instant at,
    int weight,
    @Nullable Double rows,
    @Nullable Double bytes,
    @Nullable Double compared,
    @Nullable Double captured,
    @Nullable Double applied,
    @Nullable Double lag,
    @Nullable Double spool,
    @Nullable Double executing,
    @Nullable Double committing) {

  static Sample of(ProgressEvent event) {
    Progress progress = event.progress();
    if (progress.phase() == Phase.VERIFICATION) {
      return comparing(event.at(), progress.rowsPerSecond());
    }
    boolean copies = progress.phase() == Phase.FULL;
    Optional<Following> following = progress.following();
    Optional<Following.Window> window = following.flatMap(Following::lastWindow);
    return new Sample(
        event.at(),
        1,
        copies ? progress.rowsPerSecond() : null,
        copies ? progress.bytesPerSecond() : null,
        null,
        orNull(following, Following::capturedPerSecond),
        orNull(following, Following::appliedPerSecond),
        orNull(following.flatMap(Following::lag), Sample::seconds),
        orNull(following, figures -> (double) figures.spoolBytes()),
        orNull(window, figures -> seconds(figures.executing())),
        orNull(window, figures -> seconds(figures.committing())));
  }

  private static Sample comparing(Instant at, double rowsPerSecond) {
    return new Sample(at, 1, null, null, rowsPerSecond, null, null, null, null, null, null);
  }

  /** This one and a later one as one. */
  Sample merge(Sample later) {
    DoubleBinaryOperator mean =
        (mine, other) -> (mine * weight + other * later.weight) / (weight + later.weight);
    return new Sample(
        later.at,
        weight + later.weight,
        both(rows, later.rows, mean),
        both(bytes, later.bytes, mean),
        both(compared, later.compared, mean),
        both(captured, later.captured, mean),
        both(applied, later.applied, mean),
        both(lag, later.lag, Math::max),
        both(spool, later.spool, Math::max),
        both(executing, later.executing, Math::max),
        both(committing, later.committing, Math::max));
  }

  private static @Nullable Double both(
      @Nullable Double mine, @Nullable Double other, DoubleBinaryOperator join) {
    if (mine == null || other == null) {
      return mine == null ? other : mine;
    }
    return join.applyAsDouble(mine, other);
  }

  private static <T> @Nullable Double orNull(Optional<T> of, Function<T, Double> figure) {
    return of.map(figure).orElse(null);
  }

  private static Double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
