package io.openoms.core.progress;

import io.openoms.Following;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.core.table.MigratedObject;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what moves and tells rates over the last ten seconds. Counting is for any thread, {@link
 * #sample} and {@link #besides} for the coordinating one.
 */
public final class ProgressMeter {

  private final Collection<MigratedObject> objects;
  private volatile Supplier<Optional<Following>> following = Optional::empty;
  private volatile Supplier<Optional<Comparing>> comparing = Optional::empty;
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final RateWindow moved = new RateWindow();
  private final RateWindow compared = new RateWindow();
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

  /** Has samples of the verification phase hold those figures; empty while they are not known. */
  public void comparing(Supplier<Optional<Comparing>> figures) {
    comparing = figures;
  }

  /** Counts rows that the sink has taken. */
  public void count(long moreRows, long moreBytes) {
    rows.add(moreRows);
    bytes.add(moreBytes);
  }

  /** The last figures of the phases in their turn; empty before the first sample. */
  public Optional<Progress> latest() {
    return Optional.ofNullable(latest);
  }

  /** Takes the figures of a phase in its turn. */
  public Progress sample(Phase phase) {
    if (phase != sampled) {
      // An earlier phase moved no rows: its time must not slow this one's rate.
      moved.clear();
      sampled = phase;
    }
    Progress progress =
        phase == Phase.VERIFICATION
            ? compared(comparing.get().orElse(new Comparing(0, 0, 0, 0, false)))
            : moved(phase);
    latest = progress;
    return progress;
  }

  /** Takes the figures of a verification that works beside a phase; empty while none does. */
  public Optional<Progress> besides() {
    return comparing.get().filter(Comparing::isAtWork).map(this::compared);
  }

  private Progress moved(Phase phase) {
    moved.add(rows.sum(), bytes.sum());
    long arrived = objects.stream().mapToLong(MigratedObject::rows).sum();
    long expected = objects.stream().mapToLong(MigratedObject::expectedRows).sum();
    int done = (int) objects.stream().filter(o -> o.status().isFinal()).count();
    return progress(phase, arrived, expected, moved, done, objects.size());
  }

  private Progress compared(Comparing now) {
    compared.add(now.rows(), 0);
    return progress(
        Phase.VERIFICATION,
        now.rows(),
        Math.max(now.rows(), now.expectedRows()),
        compared,
        now.tables(),
        now.allTables());
  }

  private Progress progress(
      Phase phase, long done, long expected, RateWindow rate, int doneObjects, int allObjects) {
    return new Progress(
        phase,
        done,
        expected,
        bytes.sum(),
        rate.rowsPerSecond(),
        rate.bytesPerSecond(),
        rate.timeFor(expected - done),
        doneObjects,
        allObjects,
        following.get());
  }
}
