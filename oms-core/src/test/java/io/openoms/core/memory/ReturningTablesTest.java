package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectSelection;
import io.openoms.core.error.EngineError;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that are merged, of which one leaves the project, changes at the source, and comes back.
 * Its old rows are at the sink, and nothing tells them from new ones.
 */
@OneJdk
class ReturningTablesTest {

  private static final ObjectName A = new ObjectName("shop", "a");
  private static final ObjectName B = new ObjectName("shop", "b");
  private static final ObjectName BOTH = new ObjectName("shop", "both");
  private static final int STRIDE = 5;

  @TempDir Path directory;

  @Test
  void itIsNamedUntilItsTargetIsMadeAnew() throws Exception {
    Project project = merged();
    requireComplete(project.run(both(project)));
    requireComplete(project.run(alone(project, o -> {})));
    change(project);
    for (int i = 0; i < 2; i++) {
      MigrationResult back = project.run(both(project));
      assertThat(back.error()).isEmpty();
      assertThat(of(back, A).error()).isEmpty();
      assertThat(of(back, B).errorCode()).hasValue(EngineError.TARGET_NOT_EMPTY.name());
    }
    assertThat(project.sink.rows(BOTH)).as("a alone is followed").contains("1|9", "12|0");
    makeAnew(project);
  }

  /** The other one cannot go on in the run that it misses: the note is kept all the same. */
  @Test
  void itIsNamedWhereTheOtherOneFailedMeanwhile() throws Exception {
    Project project = merged();
    requireComplete(project.run(both(project)));
    MigrationResult alone = project.run(alone(project, o -> o.columns(A.toString(), "id")));
    assertThat(of(alone, A).errorCode()).hasValue(EngineError.SELECTION_CHANGED.name());
    change(project);
    MigrationResult back = project.run(both(project));
    assertThat(of(back, B).errorCode()).hasValue(EngineError.TARGET_NOT_EMPTY.name());
    makeAnew(project);
  }

  @Test
  void itIsNamedOrEqualWhereverTheEngineDiesThatLetsItLeave() throws Exception {
    Project whole = merged();
    requireComplete(whole.run(both(whole)));
    requireComplete(whole.run(alone(whole, o -> {})));
    strikeAll(
        whole.calls.get(),
        (project, strike, death) -> {
          requireComplete(project.run(both(project)));
          project.run(
              project.project("SFI", o -> o.include(A + "=" + BOTH), strike.apply(death), death));
          change(project);
          MigrationResult back = project.run(both(project));
          assertThat(back.error()).isEmpty();
          if (back.isComplete()) {
            requireEqual(project);
          } else {
            assertThat(of(back, B).errorCode()).hasValue(EngineError.TARGET_NOT_EMPTY.name());
            makeAnew(project);
          }
        });
  }

  /** No table has left: a copy that was cut short goes on, whichever table has begun. */
  @Test
  void aCopyThatWasCutShortIsNoReturn() throws Exception {
    Project whole = merged();
    requireComplete(whole.run(both(whole)));
    strikeAll(
        whole.calls.get(),
        (project, strike, death) -> {
          project.run(
              project.project("SFI", ReturningTablesTest::both, strike.apply(death), death));
          requireComplete(project.run(both(project)));
          requireEqual(project);
        });
  }

  private interface Case {
    void run(Project project, Function<Death, Strike> strike, Death death);
  }

  private void strikeAll(int calls, Case one) throws Exception {
    int first = 1 + (int) (Seed.ofTheDay() % STRIDE);
    try (Cases cases = new Cases()) {
      for (int number = first; number <= calls; number += STRIDE) {
        int at = number;
        cases.add(
            () -> {
              Project project = merged();
              Death death = project.death();
              one.run(project, d -> Strike.after(call -> call.total() == at, d::at), death);
              return at;
            });
      }
      cases.await();
    }
  }

  private Project merged() throws Exception {
    Project project = new Project(directory, options -> {});
    for (ObjectName table : List.of(A, B)) {
      project.source.create(
          MemoryTables.table(table.database(), table.name())
              .number("id")
              .number("v")
              .primaryKey("id")
              .define());
    }
    project.source.write(
        w -> {
          for (int i = 1; i <= 5; i++) {
            w.insert(A, i, 0).insert(B, 10 + i, 0);
          }
        });
    return project;
  }

  /** One row of each table is gone, one is new, one is changed. */
  private static void change(Project project) {
    project.source.write(
        w ->
            w.update(A, List.of(1), 1, 9)
                .delete(A, 2)
                .insert(A, 6, 9)
                .update(B, List.of(11), 11, 9)
                .delete(B, 12)
                .insert(B, 16, 9));
  }

  private static void makeAnew(Project project) {
    project.sink.drop(BOTH);
    both(project).retry(B);
    requireComplete(project.run(both(project)));
    requireEqual(project);
    project.source.write(w -> w.delete(A, 3).delete(B, 13));
    requireComplete(project.run(both(project)));
    requireEqual(project);
  }

  private static MigrationProject both(Project project) {
    return project.project("SFI", ReturningTablesTest::both, Project.NONE, project.death());
  }

  private static void both(ObjectSelection.Builder objects) {
    objects.include("shop.[ab]=" + BOTH);
  }

  private static MigrationProject alone(
      Project project, Consumer<ObjectSelection.Builder> further) {
    return project.project(
        "SFI",
        o -> {
          o.include(A + "=" + BOTH);
          further.accept(o);
        },
        Project.NONE,
        project.death());
  }

  private static void requireComplete(MigrationResult result) {
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }

  private static void requireEqual(Project project) {
    List<String> rows = new ArrayList<>(project.source.rows(A));
    rows.addAll(project.source.rows(B));
    rows.sort(null);
    assertThat(project.sink.rows(BOTH)).isEqualTo(rows);
  }

  private static ObjectResult of(MigrationResult result, ObjectName table) {
    return result.objects().stream()
        .filter(object -> object.source().equals(table))
        .findFirst()
        .orElseThrow();
  }
}
