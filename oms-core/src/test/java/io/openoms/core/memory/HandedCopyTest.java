package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.RunState;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningEvent;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.remote.ChunkResult.Outcome;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks are copied by others, each of which is told every chunk, and the engine does the rest. */
@OneJdk
class HandedCopyTest {

  /** Chunks of two rows: three of each table with a key, one of that without. */
  private static final int CHUNKS = 7;

  /** As in {@link EveryCallTest}: few calls everyday, each one at a stride of 1. */
  private static final int EVERY = Integer.getInteger("openoms.memory.stride", 7);

  private static final int STRIDE = EVERY == 1 ? 1 : 8 * EVERY;

  @TempDir Path directory;
  private Project project;

  @BeforeEach
  void open() throws Exception {
    project = new Project(directory, options -> {});
    project.shop.plan(1);
  }

  @Test
  void eachChunkIsCopiedOnceAlthoughEachWorkerIsToldAll() {
    Elsewhere elsewhere = new Elsewhere(() -> project.whole());
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    MigrationResult result = run(elsewhere, counting(calls));

    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    assertThat(elsewhere.ended(Outcome.COPIED)).isEqualTo(CHUNKS);
    assertThat(elsewhere.ended(Outcome.DONE_BEFORE)).isEqualTo(CHUNKS);
    assertThat(calls).doesNotContain("SnapshotSource.splitter", "SnapshotSource.read");
    assertThat(result.objects()).allSatisfy(object -> assertThat(object.rows()).isEqualTo(5));
    project.finish("copied elsewhere");
  }

  @Test
  void aTableThatIsLeftIsCopiedByTheEngine() {
    List<String> warned = Collections.synchronizedList(new ArrayList<>());
    project.watch(
        new MigrationListener() {
          @Override
          public void onWarning(WarningEvent event) {
            warned.add(event.code() + " " + event.context().object().orElseThrow());
          }
        });
    AtomicBoolean refuses = new AtomicBoolean(true);
    Faults refusing =
        new Faults() {
          @Override
          public void before(Call call) {
            if (call.name().equals("SnapshotSource.readPoint") && refuses.get()) {
              throw new MigrationException(
                  EngineError.POSITION_UNKNOWN, ErrorContext.none(), "not here");
            }
          }
        };
    Elsewhere elsewhere = new Elsewhere(() -> side(refusing));
    MigrationResult result = run(elsewhere, Project.NONE);

    assertThat(result.error()).isEmpty();
    assertThat(elsewhere.ended(Outcome.LEFT)).isEqualTo(2);
    assertThat(warned).containsExactly("COPY_LEFT shop.note");
    project.finish("one table was left");
  }

  @Test
  void aCallThatFailsOrLosesItsAnswerElsewhereCostsNothing() throws Exception {
    int first = 1 + (int) (System.nanoTime() & Integer.MAX_VALUE) % STRIDE;
    boolean more = true;
    for (int number = first; more; number += STRIDE) {
      boolean before = strike(number, false);
      more = strike(number, true) || before;
    }
  }

  /** One call of the first process that copies; false when it makes fewer. */
  private boolean strike(int number, boolean after) throws Exception {
    open();
    AtomicInteger heard = new AtomicInteger();
    Predicate<Call> which = call -> heard.incrementAndGet() == number;
    Strike strike =
        after
            ? Strike.after(which, HandedCopyTest::lose)
            : Strike.before(which, HandedCopyTest::lose);
    Elsewhere elsewhere = new Elsewhere(() -> side(strike));
    MigrationResult result = run(elsewhere, Project.NONE);
    String name = (after ? "after call " : "before call ") + number + ", " + strike.struck();
    Call struck = strike.struck();
    if (struck != null && struck.name().equals("Endpoint.open")) {
      // Such a process does not begin: whoever has started it tries again, or tells so.
      assertThat(result.error()).as(name).isPresent();
    } else {
      assertThat(result.error()).as(name).isEmpty();
      assertThat(elsewhere.ended(Outcome.LEFT)).as(name).isZero();
      assertThat(elsewhere.ended(Outcome.COPIED)).as(name).isBetween(CHUNKS - 1L, CHUNKS + 0L);
    }
    project.finish(name);
    return struck != null;
  }

  private static void lose(Call call) {
    throw FaultError.FAULT_LINK_LOST.at(call);
  }

  @Test
  void anOvertakenOrderEndsByName() {
    AtomicBoolean first = new AtomicBoolean(true);
    Faults overtaking =
        new Faults() {
          @Override
          public void before(Call call) {
            if (call.name().startsWith("SinkTransaction.insert") && first.getAndSet(false)) {
              overtake();
            }
          }
        };
    Elsewhere elsewhere = new Elsewhere(() -> side(overtaking));
    MigrationResult result = run(elsewhere, Project.NONE);

    assertThat(result.error())
        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(MemoryError.MEMORY_FENCED));
    project.finish("overtaken");
  }

  private void overtake() {
    try (EndpointSession session =
        new MemoryEndpoint(project.sink).open(new EndpointOptions(Project.NAME, 1, "state"))) {
      session.stateStore().orElseThrow().takeOver(Project.NAME, "", List.of("run"));
    }
  }

  @Test
  void aSinkWithoutTransactionsIsRefusedByName() throws Exception {
    project = new Project(directory, options -> {}).idempotent();
    MigrationResult result = run(new Elsewhere(() -> project.whole()), Project.NONE);
    assertThat(result.error())
        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(EngineError.SINK_UNFIT));
  }

  private MigrationResult run(Elsewhere elsewhere, Faults faults) {
    MigrationProject own = project.project("SFI", tables(), faults, project.death());
    return project.run(own.copiedBy(elsewhere));
  }

  private MigrationProject side(Faults faults) {
    return project.project("SFI", tables(), faults, project.death());
  }

  private static List<ObjectName> tables() {
    return Shop.TABLES;
  }

  private static Faults counting(List<String> calls) {
    return new Faults() {
      @Override
      public void before(Call call) {
        calls.add(call.name());
      }
    };
  }
}
