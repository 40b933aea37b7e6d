package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.BothWaysStatus;
import io.openoms.ConflictRule;
import io.openoms.MigrationListener;
import io.openoms.MigrationRun;
import io.openoms.event.WarningEvent;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.junit.OneJdk;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conflict counts once, whoever finds it. */
@OneJdk
class CountedConflictsTest {

  @TempDir Path directory;

  private final List<String> settled = new CopyOnWriteArrayList<>();

  private AtOnce world(ConflictRule rule) throws InterruptedException {
    AtOnce world =
        new AtOnce(directory, rule)
            .watchedBy(
                new MigrationListener() {
                  @Override
                  public void onWarning(WarningEvent event) {
                    if (event.code().equals("CONFLICT_SETTLED")) {
                      settled.add(event.message());
                    }
                  }
                });
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(AtOnce.LIMIT)).as("%s", run.result()).isTrue();
    }
    return world;
  }

  /** Each direction compares its window with its sink before either has settled anything. */
  private static Faults meeting() {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger locks = new AtomicInteger();
    return new Faults() {
      @Override
      public void before(Call call) {
        if (call.name().equals("ChangeWriter.lock") && locks.incrementAndGet() <= 2) {
          try {
            both.await(AtOnce.LIMIT.toSeconds(), TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException("the other direction did not come", e);
          }
        }
      }
    };
  }

  @Test
  void aRowThatBothDirectionsFindIsSettledOnce() throws Exception {
    AtOnce world = world(ConflictRule.sourceWins());
    world.source.write(w -> w.update(Shop.ITEM, List.of(1), 1, 10));
    world.sink.write(w -> w.update(Shop.ITEM, List.of(1), 1, 20));
    try (MigrationRun run = world.start(meeting(), new Death(() -> {}))) {
      world.awaitEqual("settled");
      run.finishIncremental();
      assertThat(run.await().error().map(Throwable::getMessage)).isEmpty();
    }
    assertThat(world.sink.rows(Shop.ITEM)).contains("1|10");
    BothWaysStatus status = world.status().bothWays().orElseThrow();
    assertThat(status.conflicts()).isEqualTo(1);
    assertThat(status.latest())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.number()).isEqualTo(1);
              assertThat(one.table()).isEqualTo(Shop.ITEM);
              assertThat(one.key()).containsExactly("1");
              assertThat(one.winner()).isEqualTo(ConflictRule.Winner.SOURCE);
              assertThat(one.settled()).isTrue();
            });
    assertThat(settled).hasSize(1);
  }

  /** Both rows of one window meet both rows of the other end. */
  @Test
  void rowsThatAreSettledTogetherCountOnceEach() throws Exception {
    AtOnce world = world(ConflictRule.sinkWins());
    world.source.write(w -> w.insert(Shop.NAME, 10, "a").insert(Shop.NAME, 11, "b"));
    world.sink.write(w -> w.insert(Shop.NAME, 10, "b").insert(Shop.NAME, 11, "a"));
    try (MigrationRun run = world.start()) {
      world.awaitEqual("settled");
      run.finishIncremental();
      assertThat(run.await().error().map(Throwable::getMessage)).isEmpty();
    }
    assertThat(world.source.rows(Shop.NAME)).contains("10|b", "11|a");
    assertThat(world.status().bothWays().orElseThrow().conflicts()).isEqualTo(2);
    assertThat(settled).hasSize(2);
  }
}
