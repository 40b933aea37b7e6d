package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy may have seen of the log is applied leniently, and nothing behind that. */
class WatermarksTest {

  @TempDir Path directory;

  /**
   * The copy waits until a whole window, and one transaction more, are captured, and then reads all
   * of it. A table that counted as converged behind the first window would find rows of the second
   * one that are there.
   */
  @Test
  void rowsThatComeBetweenTheLowWatermarkAndTheReadArriveOnce() throws Exception {
    Project project = new Project(directory, options -> options.windowChanges(16));
    TwoWindows writer = new TwoWindows(project);
    assertThat(project.run(writer, project.death()).error()).isEmpty();
    assertThat(writer.read.getCount()).isZero();
    project.compare("written while copied");
  }

  /** Writes a window before the first row is read, and another one once that is captured. */
  private static final class TwoWindows implements Faults {

    /** A transaction is told in three events, and put on disk when nothing follows. */
    private static final int CAPTURED = 5;

    private final Project project;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch read = new CountDownLatch(1);

    TwoWindows(Project project) {
      this.project = project;
    }

    @Override
    public void before(Call call) {
      if (call.name().equals("SnapshotSource.read")
          || call.name().equals("SnapshotSource.readPoint")) {
        if (begun.compareAndSet(false, true)) {
          project.source.write(
              w -> IntStream.range(20, 36).forEach(id -> w.insert(Shop.ITEM, id, 0)));
        }
        await();
      } else if (call.name().equals("ChangeReader.next") && begun.get()) {
        if (looks.incrementAndGet() == CAPTURED) {
          project.source.write(
              w -> w.insert(Shop.ITEM, 9, 9).insert(Shop.NAME, 9, "n9").insert(Shop.NOTE, 9, "y"));
          read.countDown();
        }
      }
    }

    private void await() {
      try {
        assertThat(read.await(2, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A transaction may stand in the log before readers see its rows. */
  @Test
  void whatTheLogShowsBeforeReadersSeeItArrivesOnce() throws Exception {
    Project project = new Project(directory, options -> {});
    Runnable show =
        project.source.writeUnseen(
            w -> w.insert(Shop.ITEM, 9, 9).insert(Shop.NOTE, 9, "y").delete(Shop.NOTE, 0, "x"));
    Predicate<Call> end = call -> call.name().equals("ChangeReader.next") && call.number() == 1;
    Strike shown = Strike.before(end, call -> show.run());
    assertThat(project.run(shown, project.death()).error()).isEmpty();
    project.compare("seen later");
    project.source.write(w -> w.update(Shop.ITEM, List.of(9), 9, 10));
    project.finish("and changed");
  }
}
