package io.openoms.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.FullOptions;
import io.openoms.IncludeRule;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Phases;
import io.openoms.RetryOptions;
import io.openoms.ReverseOptions;
import io.openoms.RunState;
import io.openoms.SchemaOptions;
import io.openoms.SwitchoverOptions;
import io.openoms.TableChoice;
import io.openoms.VerificationOptions;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.spi.ProjectDefinition;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phase that comes later is one class and one entry of the list. */
class PhaseSequenceTest {

  /** Counts its runs; its writer is named, as every task that writes must be. */
  private record Counting(Phase phase, boolean isDone, AtomicInteger runs) implements PhaseRunner {

    static PhaseKind kind(Phase phase, boolean isDone, AtomicInteger runs) {
      return new PhaseKind(
          phase, project -> List.of("counting"), context -> new Counting(phase, isDone, runs));
    }

    @Override
    public void run() {
      runs.incrementAndGet();
    }

    @Override
    public long rows() {
      return runs.get();
    }
  }

  private static final ObjectSelection SELECTION =
      new ObjectSelection(
          List.of(IncludeRule.parse("shop.*")),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          TableChoice.ALL,
          false);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MemoryServer source = new MemoryServer();
  private final MemoryServer sink = new MemoryServer();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void runsAPhaseThatIsAddedThoughAllTablesAreCopied() throws Exception {
    source.create(MemoryTables.table("shop", "item").number("id").primaryKey("id").define());
    Set<Phase> phases = EnumSet.of(Phase.SCHEMA, Phase.FULL, Phase.SWITCHOVER);

    run(phases, Counting.kind(Phase.SWITCHOVER, false, runs));
    MigrationResult again = run(phases, Counting.kind(Phase.SWITCHOVER, false, runs));

    assertThat(runs).hasValue(2);
    assertThat(again.phases().get(Phase.SCHEMA).status()).isEqualTo(PhaseStatus.SKIPPED);
    assertThat(again.phases().get(Phase.FULL).status()).isEqualTo(PhaseStatus.SKIPPED);
    assertThat(again.phases().get(Phase.SWITCHOVER).status()).isEqualTo(PhaseStatus.COMPLETED);
    assertThat(again.phases().get(Phase.SWITCHOVER).rows()).isEqualTo(2);
  }

  @Test
  void skipsItWhenItIsDoneItself() throws Exception {
    source.create(MemoryTables.table("shop", "item").number("id").primaryKey("id").define());

    MigrationResult result =
        run(
            EnumSet.of(Phase.SCHEMA, Phase.FULL, Phase.SWITCHOVER),
            Counting.kind(Phase.SWITCHOVER, true, runs));

    assertThat(runs).hasValue(0);
    assertThat(result.phases().get(Phase.FULL).status()).isEqualTo(PhaseStatus.COMPLETED);
    assertThat(result.phases().get(Phase.SWITCHOVER).status()).isEqualTo(PhaseStatus.SKIPPED);
  }

  @Test
  void refusesAPhaseThatIsNotInTheList() {
    Phases selected = phases(EnumSet.of(Phase.SCHEMA, Phase.SWITCHOVER));

    assertThatThrownBy(() -> BuiltPhases.of(selected, BuiltPhases.ALL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SWITCHOVER");
  }

  private MigrationResult run(Set<Phase> phases, PhaseKind added) throws Exception {
    List<PhaseKind> built = new ArrayList<>(BuiltPhases.ALL);
    built.add(added);
    ProjectDefinition project =
        new ProjectDefinition(
            "sequence",
            new MemoryEndpoint(source),
            new MemoryEndpoint(sink),
            Optional.empty(),
            SELECTION,
            phases(phases),
            RetryOptions.defaults(),
            "state",
            List.of());
    try (EngineRun run = new EngineRun(project, threads, built)) {
      run.begin();
      assertThat(run.await(Duration.ofMinutes(2))).as("the run ends").isTrue();
      MigrationResult result = run.result().orElseThrow();
      assertThat(result.error()).isEmpty();
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      return result;
    }
  }

  private static Phases phases(Set<Phase> selected) {
    return new Phases(
        selected,
        SchemaOptions.defaults(),
        FullOptions.defaults(),
        IncrementalOptions.defaults(),
        VerificationOptions.defaults(),
        SwitchoverOptions.defaults(),
        ReverseOptions.defaults());
  }
}
