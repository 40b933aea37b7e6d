package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.RunLimits;
import io.openoms.RunState;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a run may do is changed while it works. */
class RunLimitsTest {

  private static final int ROWS = 400;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final MemoryServer source = new MemoryServer();
  private final MemoryServer sink = new MemoryServer();

  RunLimitsTest() {
    new Shop(source);
    source.write(
        w -> {
          for (int i = 1000; i < 1000 + ROWS; i++) {
            w.insert(Shop.ITEM, i, i);
          }
        });
  }

  private MigrationProject project(long rowsPerSecond, Faults faults) {
    Death death = new Death(() -> {});
    AtomicInteger calls = new AtomicInteger();
    return MigrationProject.builder(Project.NAME)
        .source(new FaultyEndpoint(new MemoryEndpoint(source), faults, death, calls))
        .sink(new MemoryEndpoint(sink))
        .objects(o -> o.include(Shop.ITEM.toString()))
        .phases(
            p ->
                p.schema()
                    .full(
                        f ->
                            f.readers(2)
                                .writers(2)
                                .chunkRows(2)
                                .batchRows(2)
                                .rowsPerSecond(rowsPerSecond)))
        .build();
  }

  @Test
  void aSlowCopyIsMadeFastWhileItWaits() throws Exception {
    try (MigrationRun run = project(1, Project.NONE).start(Project.threads())) {
      while (sink.rows(Shop.ITEM).isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(run.limits().rowsPerSecond()).isEqualTo(1);
      run.limits(run.limits().withRowsPerSecond(0));
      assertThat(run.await(LIMIT)).isTrue();
      assertThat(run.result().orElseThrow().state()).isEqualTo(RunState.COMPLETED);
    }
    assertThat(sink.rows(Shop.ITEM)).isEqualTo(source.rows(Shop.ITEM));
  }

  /** Counts who reads chunks, and holds the first readers back. */
  private static final class Reading implements Faults {
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch both = new CountDownLatch(2);
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public void before(Call call) {
      if (call.name().equals("SnapshotSource.read")) {
        readers.add(Thread.currentThread());
        both.countDown();
        try {
          go.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void readersBeyondTheLimitRestUntilTheyMayWorkAgain() throws Exception {
    Reading reading = new Reading();
    try (MigrationRun run = project(0, reading).start(Project.threads())) {
      reading.both.await();
      run.limits(run.limits().withReaders(1).withWriters(1));
      reading.readers.clear();
      reading.go.countDown();
      assertThat(run.await(LIMIT)).isTrue();
      assertThat(run.result().orElseThrow().state()).isEqualTo(RunState.COMPLETED);
    }
    assertThat(reading.readers).hasSize(1);
    assertThat(sink.rows(Shop.ITEM)).isEqualTo(source.rows(Shop.ITEM));
  }

  @Test
  void noMoreTasksThanTheRunBeganWithAreAllowed() throws Exception {
    try (MigrationRun run = project(1, Project.NONE).start(Project.threads())) {
      RunLimits before = run.limits();
      for (RunLimits more :
          List.of(before.withReaders(3), before.withWriters(3), before.withLanes(99))) {
        assertThatThrownBy(() -> run.limits(more))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("can have no more");
      }
      assertThat(run.limits()).isEqualTo(before);
    }
    assertThatThrownBy(() -> new RunLimits(0, 1, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
