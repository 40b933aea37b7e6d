package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Projects through random sequences of runs: other phases, tables taken out and in, skipped,
 * retried; engines killed at any call; writes in between and meanwhile. What is done equals its
 * source whenever the log was followed to its end. Each day has its own; {@code -Dopenoms.seed}
 * gives others, {@code -Dopenoms.memory.sequences} more of them.
 */
class SequencesTest {

  private static final long SEED = Seed.ofTheDay();
  private static final int SEQUENCES = Integer.getInteger("openoms.memory.sequences", 8);
  private static final int STEPS = 8;

  @TempDir Path directory;

  @Test
  void whatIsDoneIsEqual() throws Exception {
    try (Cases cases = new Cases()) {
      for (int i = 0; i < SEQUENCES; i++) {
        int number = i;
        cases.add(() -> new Sequence(new Project(directory, options -> {}), number).run());
      }
      cases.await();
    }
  }

  /** One sequence. One thread. */
  private static final class Sequence {

    private static final List<String> PHASES =
        List.of("SFI", "SFI", "SFI", "SFI", "SF", "SF", "I", "S");
    private static final int CALLS = 260;

    private final Project project;
    private final Random random;
    private final List<String> history = new ArrayList<>();
    private int round;

    Sequence(Project project, int number) {
      this.project = project;
      this.random = new Random(1_000 * SEED + number);
      history.add("sequence " + number + " of -Dopenoms.seed=" + SEED);
    }

    Object run() {
      for (int i = 0; i < STEPS; i++) {
        project.shop.plan(++round);
        for (int writes = random.nextInt(8); writes > 0; writes--) {
          project.shop.write();
        }
        operate();
        step();
      }
      project.shop.writeAll();
      // A table that was out is met with its old rows, and refused until those are dropped.
      follow(Shop.TABLES, false);
      recover(Shop.TABLES);
      follow(Shop.TABLES, true);
      return history;
    }

    /**
     * A run of any phases with any tables, killed or not; then maybe one that follows to the end.
     */
    private void step() {
      List<ObjectName> tables = new ArrayList<>(Shop.TABLES);
      // One at the most: a selection with nothing in common with the last one is refused.
      if (random.nextBoolean()) {
        tables.remove(random.nextInt(tables.size()));
      }
      String phases = PHASES.get(random.nextInt(PHASES.size()));
      boolean kill = random.nextInt(5) < 2;
      int at = 1 + random.nextInt(CALLS);
      Death death = project.death();
      Strike strike = Strike.after(call -> kill && call.total() == at, death::at);
      MigrationProject next =
          project.project(phases, tables, strike.and(new Busy(project.shop)), death);
      run(next, tables, strike);
      if (random.nextBoolean()) {
        project.shop.writeAll();
        follow(tables, false);
      }
    }

    private void follow(Collection<ObjectName> tables, boolean all) {
      Strike never = Strike.before(call -> false, call -> {});
      MigrationResult result =
          run(project.project("SFI", tables, Project.NONE, project.death()), tables, never);
      for (ObjectResult object : result.objects()) {
        if (isDone(object)) {
          assertThat(project.sink.rows(object.target()))
              .as("%s, %s", object.target(), history())
              .isEqualTo(project.source.rows(object.source()));
        } else {
          assertThat(all).as("%s is done, %s", object.source(), history()).isFalse();
        }
      }
    }

    private MigrationResult run(
        MigrationProject what, Collection<ObjectName> tables, Strike strike) {
      history.add(what.toString());
      boolean refused = isOfOthers(tables);
      MigrationResult result = project.run(what);
      history.add(
          (strike.struck() == null ? "" : "killed after " + strike.struck() + ": ") + result);
      if (strike.struck() == null && refused) {
        assertThat(result.error().map(MigrationException::code))
            .as(history())
            .hasValue(EngineError.SOURCE_CHANGED);
      } else if (strike.struck() == null) {
        assertThat(result.error()).as(history()).isEmpty();
      } else if (result.error().isPresent()) {
        assertThat(result.error().get().code())
            .as(history())
            .isEqualTo(FaultError.FAULT_ENGINE_DEAD);
      }
      return result;
    }

    /** Whether the stored objects are all others: an engine was killed before it stored its own. */
    private boolean isOfOthers(Collection<ObjectName> tables) {
      List<ObjectName> stored =
          any(Shop.TABLES).status().stream()
              .flatMap(status -> status.objects().stream())
              .map(ObjectResult::source)
              .toList();
      return !stored.isEmpty() && Collections.disjoint(stored, tables);
    }

    /** Now and then skips a table that is not done, or has those made anew. */
    private void operate() {
      int choice = random.nextInt(4);
      List<ObjectResult> unfinished = unfinished();
      if (choice == 0 && !unfinished.isEmpty()) {
        history.add("skip " + unfinished.get(0).source());
        any(Shop.TABLES).skip(unfinished.get(0).source());
      } else if (choice == 1) {
        recover(Shop.TABLES);
      }
    }

    /** Drops the target of each object that is not done, and retries it. */
    private void recover(Collection<ObjectName> tables) {
      for (ObjectResult object : unfinished()) {
        history.add("drop and retry " + object.source());
        project.sink.drop(object.target());
        any(tables).retry(object.source());
      }
    }

    private List<ObjectResult> unfinished() {
      return any(Shop.TABLES).status().stream()
          .flatMap(status -> status.objects().stream())
          .filter(object -> !isDone(object))
          .toList();
    }

    private MigrationProject any(Collection<ObjectName> tables) {
      return project.project("S", tables, Project.NONE, project.death());
    }

    private static boolean isDone(ObjectResult object) {
      return object.status() == ObjectStatus.COMPLETED || object.status() == ObjectStatus.CONVERTED;
    }

    private String history() {
      return String.join("\n  ", history);
    }
  }
}
