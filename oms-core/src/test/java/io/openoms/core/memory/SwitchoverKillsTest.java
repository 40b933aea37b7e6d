package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.SwitchoverReport;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine dies at its calls during a switchover and the way back, or loses an answer there.
 * Applications write only where the stored log says that they may; in the end both ends are equal.
 */
@OneJdk
class SwitchoverKillsTest {

  private static final int STRIDE = Rung.isThorough() ? 2 : 100;

  /** Each day begins at another call. */
  private final int first = 1 + (int) (Seed.ofTheDay() * 7 % STRIDE);

  @TempDir Path directory;

  /** A fault at one call, counted from when it is armed. */
  private static final class Armed implements Faults {
    final AtomicBoolean armed = new AtomicBoolean();
    final AtomicInteger calls = new AtomicInteger();
    final List<String> names = new ArrayList<>();
    private final int at;
    private final boolean after;
    private final Optional<Death> death;

    Armed(int at, boolean after, Optional<Death> death) {
      this.at = at;
      this.after = after;
      this.death = death;
    }

    private void strike(Call call, boolean isAfter) {
      if (!armed.get() || isAfter != after) {
        return;
      }
      synchronized (names) {
        names.add(call.name());
      }
      if (calls.incrementAndGet() == at) {
        if (death.isPresent()) {
          death.get().at(call);
        }
        throw FaultError.FAULT_LINK_LOST.at(call);
      }
    }

    @Override
    public void before(Call call) {
      strike(call, false);
    }

    @Override
    public void after(Call call) {
      strike(call, true);
    }
  }

  @Test
  void anEngineThatDiesDuringTheSwitchoverLosesNothing() throws Exception {
    int calls = switchWith(0, false, false);
    for (int at = first; at <= calls; at += STRIDE) {
      switchWith(at, at % 2 == 0, true);
    }
  }

  @Test
  void aFaultDuringTheSwitchoverIsTriedAgainOrGoesBack() throws Exception {
    int calls = switchWith(0, true, false);
    for (int at = first; at <= calls; at += STRIDE) {
      switchWith(at, at % 2 == 0, false);
    }
  }

  /** Switches to the sink and back, struck at one call of either; the number of calls. */
  private int switchWith(int at, boolean after, boolean kill) throws Exception {
    int forth = run(Direction.FORWARD, at, after, kill);
    int back = run(Direction.REVERSE, at, after, kill);
    return Math.max(forth, back);
  }

  private int run(Direction from, int at, boolean after, boolean kill) throws Exception {
    String as = from + " at " + at + (after ? " after" : " before") + (kill ? " killed" : "");
    Switched world = new Switched(Files.createTempDirectory(directory, "spool"));
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      if (from == Direction.REVERSE) {
        run.switchover().execute(() -> {}).orThrow();
        world.write(world.sink);
      }
    }
    Death death = new Death(() -> {});
    Armed fault = new Armed(at, after, kill ? Optional.of(death) : Optional.empty());
    MigrationRun run = world.start(fault, death);
    try {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).as(as).isTrue();
      write(world, from);
      fault.armed.set(true);
      change(run, from);
    } catch (MigrationException | IllegalStateException e) {
      assertThat(at).as(as + ": " + e).isPositive();
    } finally {
      fault.armed.set(false);
      run.close();
    }
    goOn(world, as);
    return fault.calls.get();
  }

  private static void write(Switched world, Direction direction) {
    world.write(direction == Direction.FORWARD ? world.source : world.sink);
  }

  private static SwitchoverReport change(MigrationRun run, Direction from)
      throws InterruptedException {
    return from == Direction.FORWARD
        ? run.switchover().execute(() -> {})
        : run.switchover().back(() -> {});
  }

  /** The next engine knows which end decides, and that end takes writes. */
  private static void goOn(Switched world, String as) throws InterruptedException {
    try (MigrationRun run = world.start()) {
      if (!run.awaitCaughtUp(Switched.LIMIT)) {
        fail(as + ": " + run.result().flatMap(result -> result.error()));
      }
      world.awaitEqual(as);
      Direction decides = run.switchover().direction();
      write(world, decides);
      world.awaitEqual(as + ", written where it decides");
      assertThat(change(run, decides).error().map(Throwable::getMessage)).as(as).isEmpty();
      write(world, decides.opposite());
      world.awaitEqual(as + ", switched once more");
    }
  }
}
