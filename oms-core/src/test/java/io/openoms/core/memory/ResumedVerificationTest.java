package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.RunState;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.VerificationReport;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredDifference;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.memory.MemoryEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verification that did not come to its end is gone on with. */
class ResumedVerificationTest {

  private static final int STRIDE = Rung.isThorough() ? 1 : 7;

  private static final Set<RowChange.Kind> NO_DELETES =
      Set.of(RowChange.Kind.INSERT, RowChange.Kind.UPDATE);

  private static final int FEW = 2;

  /** So many that something is stored before the last chunk, however quick all is. */
  private static final int MANY = 10;

  @TempDir Path directory;

  /** Chunks have two rows. */
  private Project copied(int rounds) throws Exception {
    Project project = new Project(directory, options -> {});
    for (int round = 1; round <= rounds; round++) {
      project.shop.plan(round);
    }
    project.shop.writeAll();
    project.run(project.project("SF", Shop.TABLES, Project.NONE, project.death()));
    return project;
  }

  /** There are some chunks with differences in each table, and more without. */
  private Project spoiled(int rounds) throws Exception {
    Project project = copied(rounds);
    project.sink.write(
        w ->
            w.update(Shop.ITEM, List.of(2), 2, 77)
                .delete(Shop.ITEM, 101)
                .insert(Shop.ITEM, -5, 1)
                .insert(Shop.ITEM, 9_999, 1)
                .delete(Shop.NAME, 5));
    return project;
  }

  /** How many chunks of tables with a key were begun. */
  private static class Chunks implements Faults {
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public void before(Call call) {
      if (call.name().equals("ChunkSplitter.nextBound")) {
        asked.incrementAndGet();
      }
    }
  }

  private static <T> T stored(Project project, Function<StateStore, T> question) {
    try (EndpointSession session =
        new MemoryEndpoint(project.stateServer())
            .open(new EndpointOptions(Project.NAME, 1, "state"))) {
      return question.apply(session.stateStore().orElseThrow());
    }
  }

  private static List<StoredComparison> comparisons(Project project) {
    return stored(project, store -> store.comparisons(Project.NAME));
  }

  /** How many chunks of the tables with a key are judged. */
  private static int judged(Project project, List<StoredComparison> stored) {
    int chunks = 0;
    for (StoredComparison table : stored) {
      int rows = project.source.rows(table.target()).size();
      assertThat(table.rows()).isLessThanOrEqualTo(rows);
      chunks += table.isDone() ? chunks(rows) : (int) table.rows() / 2;
    }
    return chunks;
  }

  /** Behind the last full chunk there is one more, which may have no rows. */
  private static int chunks(int rows) {
    return rows / 2 + 1;
  }

  private static void assertExact(MigrationResult result, String as) {
    assertThat(result.error()).as(as).isEmpty();
    VerificationReport report = result.verification().orElseThrow();
    TableVerification item = of(report, Shop.ITEM);
    assertThat(List.of(item.missing(), item.extra(), item.different(), item.unresolved()))
        .as(as)
        .containsExactly(1L, 2L, 1L, 0L);
    assertThat(item.samples())
        .as(as)
        .extracting(RowDifference::key)
        .extracting(key -> key.get("id"))
        .containsExactlyInAnyOrder("2", "101", "-5", "9999");
    assertThat(of(report, Shop.NAME).missing()).as(as).isEqualTo(1);
    assertThat(of(report, Shop.NAME).differences()).as(as).isEqualTo(1);
  }

  private static TableVerification item(VerificationReport report) {
    return of(report, Shop.ITEM);
  }

  private static TableVerification of(VerificationReport report, ObjectName table) {
    return report.tables().stream()
        .filter(one -> one.target().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static void assertStoredOnce(Project project, String as) {
    List<StoredDifference> item =
        stored(project, store -> store.differences(Project.NAME, Shop.ITEM, 0, 100));
    assertThat(item).as(as).extracting(StoredDifference::key).doesNotHaveDuplicates().hasSize(4);
    assertThat(comparisons(project)).as(as).isEmpty();
  }

  @Test
  void anEngineThatDiesAtAnyCallIsFollowedByOneThatComparesOnlyTheRest() throws Exception {
    Project whole = spoiled(FEW);
    Chunks all = new Chunks();
    assertExact(whole.run(whole.project("V", Shop.KEYED, all, whole.death())), "without a death");
    int calls = whole.calls.get();
    int chunks =
        Shop.KEYED.stream().mapToInt(table -> chunks(whole.source.rows(table).size())).sum();
    assertThat(all.asked).hasValue(chunks);
    AtomicInteger resumed = new AtomicInteger();
    try (Cases cases = new Cases()) {
      for (int number = 1; number <= calls; number += STRIDE) {
        int at = number;
        cases.add(() -> struck(at, chunks, resumed));
      }
      cases.await();
    }
    assertThat(resumed).as("verifications that were gone on with").hasPositiveValue();
  }

  private Object struck(int number, int chunks, AtomicInteger resumed) throws Exception {
    Project project = spoiled(FEW);
    Death death = project.death();
    Strike strike =
        number / STRIDE % 2 == 0
            ? Strike.before(call -> call.total() == number, death::at)
            : Strike.after(call -> call.total() == number, death::at);
    project.run(project.project("V", Shop.KEYED, strike, death));
    String as = "died at call %d, %s".formatted(number, strike.struck());
    int judged = judged(project, comparisons(project));
    resumed.addAndGet(judged > 0 ? 1 : 0);
    Chunks rest = new Chunks();
    MigrationResult result = project.run(project.project("V", Shop.KEYED, rest, project.death()));
    assertExact(result, as);
    assertThat(rest.asked).as(as).hasValue(chunks - judged);
    assertThat(item(result.verification().orElseThrow()).rows())
        .as(as)
        .isEqualTo(project.source.rows(Shop.ITEM).size());
    assertStoredOnce(project, as);
    return as;
  }

  /**
   * Dies when some chunks are judged, and the first of them, with a row that differs, is stored.
   */
  private void dieHalfWay(Project project, String phases) {
    Death death = project.death();
    Faults late =
        new Faults() {
          @Override
          public void before(Call call) {
            boolean isFar =
                call.name().equals("ChunkSplitter.nextBound")
                    && judged(project, comparisons(project)) >= 2;
            if (isFar) {
              death.at(call);
            }
          }
        };
    project.run(project.project(phases, Shop.KEYED, late, death));
    assertThat(judged(project, comparisons(project))).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aRowThatWasSetRightMeanwhileIsNoDifferenceAnyMore() throws Exception {
    Project project = spoiled(MANY);
    dieHalfWay(project, "V");
    project.sink.write(w -> w.update(Shop.ITEM, List.of(2), 2, 0).delete(Shop.ITEM, -5));
    MigrationResult result =
        project.run(project.project("V", Shop.KEYED, Project.NONE, project.death()));
    TableVerification item = item(result.verification().orElseThrow());
    assertThat(item.different()).isZero();
    assertThat(item.extra()).isEqualTo(1);
  }

  @Test
  void rowsThatTheRulesLeaveAreCountedWithThoseBeforeTheStop() throws Exception {
    for (boolean same : List.of(true, false)) {
      Project project = spoiled(MANY);
      project.verify(v -> v.operations(NO_DELETES).workers(1));
      dieHalfWay(project, "V");
      assertThat(comparisons(project))
          .filteredOn(table -> table.target().equals(Shop.ITEM))
          .singleElement()
          .extracting(StoredComparison::byRule)
          .isEqualTo(1L);
      if (!same) {
        project.verify(v -> {});
      }
      MigrationResult result =
          project.run(project.project("V", Shop.KEYED, Project.NONE, project.death()));
      TableVerification item = item(result.verification().orElseThrow());
      assertThat(List.of(item.byRule(), item.extra(), item.missing(), item.different()))
          .as("with the same rules: %s", same)
          .isEqualTo(same ? List.of(2L, 0L, 1L, 1L) : List.of(0L, 2L, 1L, 1L));
    }
  }

  @Test
  void aVerificationThatIsAskedForAnewOrInAnotherModeComparesAll() throws Exception {
    for (boolean anew : List.of(true, false)) {
      Project project = spoiled(MANY);
      dieHalfWay(project, "V");
      project.verify(
          v -> {
            if (anew) {
              v.resume(false);
            } else {
              v.mode(VerificationMode.IN);
            }
          });
      Chunks all = new Chunks();
      MigrationResult result = project.run(project.project("V", Shop.KEYED, all, project.death()));
      assertThat(result.error()).isEmpty();
      int chunks =
          Shop.KEYED.stream().mapToInt(table -> chunks(project.source.rows(table).size())).sum();
      assertThat(all.asked).as("anew: %s", anew).hasValue(chunks);
      assertThat(item(result.verification().orElseThrow()).extra()).isEqualTo(anew ? 2 : 0);
      assertThat(comparisons(project)).isEmpty();
    }
  }

  @Test
  void aTableThatLeavesTheProjectIsComparedAnewWhenItComesBack() throws Exception {
    Project project = spoiled(MANY);
    dieHalfWay(project, "V");
    assertThat(comparisons(project)).extracting(StoredComparison::target).contains(Shop.ITEM);
    project.run(project.project("S", List.of(Shop.NAME), Project.NONE, project.death()));
    assertThat(comparisons(project)).extracting(StoredComparison::target).doesNotContain(Shop.ITEM);
  }

  @Test
  void oneOnDemandThatWasStoppedIsGoneOnWith() throws Exception {
    Project project = copied(MANY);
    // A chunk with rows that differ waits for a second look, and all chunks behind it do.
    project.sink.write(w -> w.insert(Shop.ITEM, 9_999, 1));
    project.run(project.project("SFI", Shop.TABLES, Project.NONE, project.death()));
    AtomicReference<MigrationRun> stopped = new AtomicReference<>();
    Faults close =
        new Faults() {
          @Override
          public void before(Call call) {
            MigrationRun run = stopped.get();
            if (run != null
                && call.name().equals("ChunkSplitter.nextBound")
                && judged(project, comparisons(project)) >= 2) {
              run.close();
            }
          }
        };
    try (MigrationRun run =
        project.project("SFN", Shop.TABLES, close, project.death()).start(Project.threads())) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      stopped.set(run);
      assertThatThrownBy(() -> run.verification().run(v -> v.chunkRows(2)))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("RUN_STOPPED");
    }
    int judged = judged(project, comparisons(project));
    assertThat(judged).isGreaterThanOrEqualTo(2);
    Chunks rest = new Chunks();
    try (MigrationRun run =
        project.project("SFN", Shop.TABLES, rest, project.death()).start(Project.threads())) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      VerificationReport report = run.verification().run(v -> v.chunkRows(2));
      assertThat(item(report).extra()).isEqualTo(1);
      assertThat(item(report).differences()).isEqualTo(1);
      assertThat(item(report).rows()).isEqualTo(project.source.rows(Shop.ITEM).size());
      int chunks =
          Shop.KEYED.stream().mapToInt(table -> chunks(project.source.rows(table).size())).sum();
      assertThat(rest.asked).hasValue(chunks - judged);
      run.finishIncremental();
      assertThat(run.await(Duration.ofMinutes(2))).isTrue();
    }
    assertThat(comparisons(project)).isEmpty();
  }

  @Test
  void whileTheRunIsPausedNothingIsComparedAndThenTheRest() throws Exception {
    Project project = spoiled(MANY);
    project.verify(v -> v.workers(1));
    CompletableFuture<MigrationRun> started = new CompletableFuture<>();
    Chunks begun =
        new Chunks() {
          @Override
          public void before(Call call) {
            super.before(call);
            if (call.name().equals("ChunkSplitter.nextBound") && asked.get() == 3) {
              started.join().pause();
            }
          }
        };
    try (MigrationRun run =
        project.project("V", Shop.KEYED, begun, project.death()).start(Project.threads())) {
      started.complete(run);
      while (run.state() != RunState.PAUSED) {
        assertThat(run.result()).isEmpty();
        Thread.sleep(5);
      }
      Thread.sleep(200);
      assertThat(begun.asked).hasValueLessThanOrEqualTo(4);
      run.resume();
      assertThat(run.await(Duration.ofMinutes(2))).isTrue();
      assertExact(run.result().orElseThrow(), "after the pause");
    }
  }
}
