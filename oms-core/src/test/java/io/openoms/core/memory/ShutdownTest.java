package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.RunState;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Strike;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host ends its executor by {@code shutdownNow} at any call of a run, in each phase. By default
 * at each seventh call, beginning anywhere; {@code -Dopenoms.memory.stride=1} tries all.
 */
class ShutdownTest {

  private static final int STRIDE = Integer.getInteger("openoms.memory.stride", 7);

  @TempDir Path directory;

  @Test
  void aRunWhoseThreadsAreInterruptedAtAnyCallEndsAsStopped() throws Exception {
    Project whole = project();
    whole.run(new Busy(whole.shop), whole.death());
    int calls = whole.calls.get();
    AtomicInteger stopped = new AtomicInteger();
    int tried = 0;
    try (Cases cases = new Cases()) {
      int first = 1 + (int) (System.nanoTime() & Integer.MAX_VALUE) % STRIDE;
      for (int number = first; number <= calls; number += STRIDE) {
        int at = number;
        tried++;
        cases.add(
            () -> {
              stopped.addAndGet(shutDownAt(at) == RunState.STOPPED ? 1 : 0);
              return at;
            });
      }
      cases.await();
    }
    // The order of calls differs: a run may be done before its last numbers.
    assertThat(stopped.get()).isGreaterThan(tried * 4 / 5);
  }

  private RunState shutDownAt(int number) throws Exception {
    Project project = project();
    Death death = project.death();
    ExecutorService threads = Executors.newCachedThreadPool();
    Strike strike = Strike.before(call -> isAt(call, number), call -> threads.shutdownNow());
    String name = "shut down at call " + number;
    try {
      MigrationResult result =
          project.run(
              project.project("SFI", Shop.TABLES, strike.and(new Busy(project.shop)), death),
              threads);
      assertThat(result.error()).as("%s, %s", name, strike.struck()).isEmpty();
      assertThat(result.state()).as(name).isIn(RunState.STOPPED, RunState.COMPLETED);
      threads.shutdown();
      assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).as(name).isTrue();
      project.finish(name);
      return result.state();
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isAt(Call call, int number) {
    return call.total() == number;
  }

  private Project project() throws Exception {
    Project project = new Project(directory, options -> {});
    project.shop.plan(1).plan(2).plan(3);
    return project;
  }
}
