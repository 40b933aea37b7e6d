package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectKind;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One project through a random sequence of runs: other phases, tables skipped, retried, taken out
 * and in, mapped, reduced to some columns; runs stopped at any edge, their spools lost; writes in
 * between. After each run that has followed to the end, a table that is done equals its source.
 * Each day has its seed; {@code -Dopenoms.seed} gives another one, {@code
 * -Dopenoms.sequences.steps} a longer sequence.
 */
@WithServers
class ProjectSequencesIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int STEPS = Integer.getInteger("openoms.sequences.steps", 8);

  private static final List<String> EDGES =
      List.of(
          "SinkTransaction.commit before",
          "SinkTransaction.commit after",
          "StateTransaction.commit before",
          "StateTransaction.commit after",
          "ChangeReader.next after",
          "SchemaTarget.execute after");

  private final DatabaseServer from;
  private final DatabaseServer to;
  @RegisterExtension final TestDatabase database;
  @TempDir private Path spools;
  private final Random random = new Random(SEED);
  private final List<String> steps = new ArrayList<>();
  private int compared;
  private boolean spoolIsLost;

  ProjectSequencesIT(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
    this.database = new TestDatabase("sequence", from, to);
  }

  @Test
  void whatIsDoneIsEqualAndWhatIsNotIsNamed() throws Exception {
    from.execute("CREATE DATABASE " + database.name());
    SequenceTables tables = new SequenceTables(database.name(), from, to, random);
    tables.create();
    int spool = 0;
    SteppedProject project = project(spool);
    try {
      for (int i = 0; i < STEPS; i++) {
        steps.add("write; " + tables.write() + tables.choose() + operate(project, tables));
        if (random.nextInt(8) == 0) {
          // Another directory is a machine that lost its disk.
          project.close();
          project = project(++spool);
          steps.add("lose the spool");
          spoolIsLost = true;
        }
        step(project, tables);
      }
      tables.chooseAll();
      recover(project, tables);
      run(project, tables, "SFI", "", 0);
    } finally {
      project.close();
      project.project("S", tables.selection()).release();
    }
    assertThat(compared).as("tables compared, %s", history()).isGreaterThan(STEPS / 2);
  }

  private SteppedProject project(int spool) {
    return new SteppedProject(database.name(), from, to, spools.resolve("spool" + spool));
  }

  private void step(SteppedProject project, SequenceTables tables) throws Exception {
    String phases =
        List.of("SFI", "SFI", "SFI", "SFI", "SF", "SF", "I", "S").get(random.nextInt(8));
    boolean stops = random.nextInt(5) < 2;
    String edge = stops ? EDGES.get(random.nextInt(EDGES.size())) : "";
    run(project, tables, phases, edge, 1 + random.nextInt(12));
  }

  private void run(
      SteppedProject project, SequenceTables tables, String phases, String edge, int times)
      throws Exception {
    steps.add(phases + (edge.isEmpty() ? "" : " until " + edge + " #" + times));
    Set<String> present = tables.targets();
    MigrationResult result =
        project.runUntil(phases, tables.selection(), edge, times, run -> tables.write());
    steps.add(
        result.state() + result.error().map(e -> " " + e.getMessage()).orElse("") + failed(result));
    for (ObjectResult object : result.objects()) {
      requireNamed(object, phases, present.contains(object.target().name()), tables);
    }
    if (result.error().isPresent()) {
      requireWindowLost(result.error().get());
      startAnew(project, tables);
      spoolIsLost = false;
    } else if (phases.endsWith("I") && edge.isEmpty()) {
      for (ObjectResult object : result.objects()) {
        compare(object, tables, result);
      }
    }
  }

  /** Without its spool, part of a window can only be told from the same tables. */
  private void requireWindowLost(MigrationException error) {
    assertThat(error.code()).as("%s", history()).isEqualTo(EngineError.WINDOW_LOST);
    assertThat(spoolIsLost).as("%s", history()).isTrue();
    assertThat(error.context().phase()).as("%s", history()).hasValue(Phase.INCREMENTAL);
    assertThat(error.context().position()).as("%s", history()).isPresent();
  }

  /** An object fails by what was drawn for it, and says which one it is. */
  private void requireNamed(
      ObjectResult object, String phases, boolean wasThere, SequenceTables tables) {
    if (object.error().isEmpty()) {
      return;
    }
    Set<String> may = new HashSet<>();
    if (wasThere) {
      may.add(EngineError.TARGET_NOT_EMPTY.name());
      may.add(EngineError.TARGET_MISMATCH.name());
    }
    if (!phases.contains("F")) {
      may.add(EngineError.COPY_MISSING.name());
      may.add(EngineError.COPY_VOID.name());
    }
    if (tables.wasChosenOtherwise(object.source())) {
      may.add(EngineError.SELECTION_CHANGED.name());
    }
    assertThat(may)
        .as("%s: %s", object.source(), history())
        .contains(object.errorCode().orElseThrow());
    assertThat(object.error().get()).contains(object.source().toString());
  }

  private void compare(ObjectResult object, SequenceTables tables, MigrationResult result)
      throws Exception {
    boolean allDone =
        result.objects().stream()
            .filter(other -> other.target().equals(object.target()))
            .allMatch(ProjectSequencesIT::isDone);
    if (allDone && object.kind() == ObjectKind.TABLE && tables.isWhole(object.target())) {
      assertThat(tables.targetRows(object.target()))
          .as("%s, %s", object.target(), history())
          .isEqualTo(tables.sourceRows(object.target()));
      compared++;
    }
  }

  private static boolean isDone(ObjectResult object) {
    return switch (object.status()) {
      case COMPLETED, CONVERTED -> true;
      default -> false;
    };
  }

  /** Now and then skips what is not done, or has what failed made anew. */
  private String operate(SteppedProject project, SequenceTables tables) {
    if (random.nextInt(4) == 0) {
      return unfinished(project, tables).stream()
          .findAny()
          .map(
              object -> {
                project.project("S", tables.selection()).skip(object.source());
                return "skip " + object.source().name() + "; ";
              })
          .orElse("");
    }
    return random.nextInt(2) == 0 ? recover(project, tables) : "";
  }

  /** Drops the target of each object that is not done, and retries it. */
  private String recover(SteppedProject project, SequenceTables tables) {
    StringBuilder done = new StringBuilder();
    for (ObjectResult object : unfinished(project, tables)) {
      to.execute("DROP TABLE IF EXISTS " + object.target());
      project.project("S", tables.selection()).retry(object.source());
      done.append("drop and retry ").append(object.source().name()).append("; ");
    }
    return done.toString();
  }

  private static List<ObjectResult> unfinished(SteppedProject project, SequenceTables tables) {
    return project.project("S", tables.selection()).status().stream()
        .flatMap(status -> status.objects().stream())
        .filter(object -> !isDone(object))
        .toList();
  }

  private void startAnew(SteppedProject project, SequenceTables tables) {
    project.project("S", tables.selection()).release();
    tables.dropTargets();
    steps.add("release, and drop all targets");
  }

  private static String failed(MigrationResult result) {
    StringBuilder text = new StringBuilder();
    result
        .objects()
        .forEach(
            object ->
                object
                    .error()
                    .ifPresent(
                        error ->
                            text.append("; ")
                                .append(object.source().name())
                                .append(": ")
                                .append(error)));
    return text.toString();
  }

  private String history() {
    return "seed " + SEED + ":\n  " + String.join("\n  ", steps);
  }
}
