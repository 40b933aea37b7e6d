package io.openoms.core.progress;

import io.openoms.Following;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.core.table.MigratedObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what moves and tells rates over the last ten seconds. Counting is for any thread, {@link
 * #sample} for the coordinating one.
 */
public final class ProgressMeter {

  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final double NANOS = 1e9;

  private record Sample(long nanos, long rows, long bytes) {}

  private final Collection<MigratedObject> objects;
  private volatile Supplier<Optional<Following>> following = Optional::empty;
  private volatile LongSupplier compared = () -> 0;
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Deque<Sample> window = new ArrayDeque<>();
  private volatile @Nullable Progress latest;
  private @Nullable Phase sampled;

  /** A meter over those objects. */
  public ProgressMeter(Collection<MigratedObject> objects) {
    this.objects = objects;
  }

  /** Has each sample hold the figures of following, too. */
  public void following(Supplier<Optional<Following>> figures) {
    following = figures;
  }

  /** Has samples of the verification tell how many rows it has compared. */
  public void comparing(LongSupplier rowsCompared) {
    compared = rowsCompared;
  }

  /** Counts rows that the sink has taken. */
  public void count(long moreRows, long moreBytes) {
    rows.add(moreRows);
    bytes.add(moreBytes);
  }

  /** The last figures; empty before the first sample. */
  public Optional<Progress> latest() {
    return Optional.ofNullable(latest);
  }

  /** Takes the figures now. */
  public Progress sample(Phase phase) {
    if (phase != sampled) {
      // An earlier phase moved no rows: its time must not slow this one's rate.
      window.clear();
      sampled = phase;
    }
    boolean compares = phase == Phase.VERIFICATION;
    long moved = compares ? compared.getAsLong() : rows.sum();
    Sample now = new Sample(System.nanoTime(), moved, bytes.sum());
    window.addLast(now);
    while (window.size() > 2 && now.nanos() - window.getFirst().nanos() > WINDOW_NANOS) {
      window.removeFirst();
    }
    Sample first = window.getFirst();
    double seconds = Math.max((now.nanos() - first.nanos()) / NANOS, 1e-3);
    double rowRate = (now.rows() - first.rows()) / seconds;
    double byteRate = (now.bytes() - first.bytes()) / seconds;
    long arrived =
        compares ? moved : objects.stream().mapToLong(MigratedObject::rows).sum();
    long expected = objects.stream().mapToLong(MigratedObject::expectedRows).sum();
    int done = (int) objects.stream().filter(o -> o.status().isFinal()).count();
    Progress progress =
        new Progress(
            phase,
            arrived,
            expected,
            now.bytes(),
            rowRate,
            byteRate,
            eta(expected - arrived, rowRate),
            done,
            objects.size(),
            following.get());
    latest = progress;
    return progress;
  }

  private static Optional<Duration> eta(long rowsLeft, double rowRate) {
    return rowRate < 1
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1000 * rowsLeft / rowRate)));
  }
}
