package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.RunState;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.memory.MemoryServer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A copy of a source that is written to, then following it, struck at each call of the engine, by
 * chunks and by small tables together, with both deliveries; with the idempotent one the state is
 * kept at a third server. Every day at each eleventh one, each day beginning at another; {@code
 * -Dopenoms.memory.stride=1} strikes all, in some five minutes.
 */
@OneJdk
class EveryCallTest {

  private static final int STRIDE = Rung.times("openoms.memory.stride", 11, 7);

  /** What is copied, and to which sink. */
  private enum Way {
    CHUNKS(1),
    /** There are more calls, as each proof and checkpoint is a transaction of its own. */
    IDEMPOTENT(3),
    /** Tables with a key are small: read together at a position, and committed together. */
    TOGETHER(2),
    /** They are read together, and the log moves meanwhile. */
    TOGETHER_WITHOUT_POSITION(2);

    private final int fewer;

    Way(int fewer) {
      this.fewer = STRIDE == 1 ? 1 : fewer;
    }
  }

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void anEngineThatDiesAtAnyCallIsFollowedByOneThatEndsEqual(Way way) throws Exception {
    strikeAll(
        way,
        (number, after) -> {
          Project project = project(way);
          // Confirmed before the disk had it, a position would be gone for the next engine.
          project.source.withSlot();
          Death death = project.death();
          project.run(strike(number, after, death::at).and(new Busy(project.shop)), death);
          project.finish(name("killed", number, after));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatFailsOrLosesItsAnswerCostsNothing(Way way) throws Exception {
    strikeAll(
        way,
        (number, after) -> {
          Project project = project(way);
          String name = name("lost", number, after);
          Strike strike = strike(number, after, EveryCallTest::lose);
          MigrationResult result = project.run(strike.and(new Busy(project.shop)), project.death());
          assertThat(result.error().map(Throwable::getMessage))
              .as("%s, %s", name, strike.struck())
              .isEmpty();
          assertThat(result.state()).as(name).isEqualTo(RunState.COMPLETED);
          project.finish(name);
        });
  }

  @ParameterizedTest
  @EnumSource
  void anEngineThatIsOvertakenAtAnyCallStopsByNameAndHarmsNothing(Way way) throws Exception {
    strikeAll(
        way,
        (number, after) -> {
          Project project = project(way);
          String name = name("overtaken", number, after);
          Overtaker second = new Overtaker(project);
          Strike strike = strike(number, after, second::overtake);
          MigrationResult first = project.run(strike.and(new Busy(project.shop)), project.death());
          second.requireOneFenced(first, name);
          project.finish(name);
        });
  }

  private interface Case {
    void run(int number, boolean after) throws Exception;
  }

  private void strikeAll(Way way, Case one) throws Exception {
    int stride = STRIDE * way.fewer;
    Project whole = project(way);
    whole.run(new Busy(whole.shop), whole.death());
    int calls = whole.calls.get();
    assertThat(calls).isGreaterThan(100);
    int first = 1 + (int) (Seed.ofTheDay() * 7 % stride);
    try (Cases cases = new Cases()) {
      for (int number = first; number <= calls; number += stride) {
        int at = number;
        cases.add(() -> run(one, at, (at / stride) % 2 == 0));
        if (stride == 1) {
          cases.add(() -> run(one, at, at % 2 != 0));
        }
      }
      cases.await();
    }
  }

  private static Object run(Case one, int number, boolean after) throws Exception {
    one.run(number, after);
    return number;
  }

  private Project project(Way way) throws Exception {
    Project project = new Project(directory, options -> {});
    switch (way) {
      case CHUNKS -> {}
      case IDEMPOTENT -> project.idempotent().withState(new MemoryServer());
      case TOGETHER -> project.chunkRows = 100;
      case TOGETHER_WITHOUT_POSITION -> {
        project.chunkRows = 100;
        project.source.withoutSharedPoints();
      }
    }
    project.shop.plan(1).plan(2).plan(3);
    return project;
  }

  private static Strike strike(int number, boolean after, Consumer<Call> what) {
    Predicate<Call> which = call -> call.total() == number;
    return after ? Strike.after(which, what) : Strike.before(which, what);
  }

  private static void lose(Call call) {
    throw FaultError.FAULT_LINK_LOST.at(call);
  }

  private static String name(String how, int number, boolean after) {
    return how + (after ? " after call " : " before call ") + number;
  }
}
