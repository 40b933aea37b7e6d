package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.TableVerification;
import io.openoms.event.ErrorEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.memory.MemoryEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification tells its listeners. */
class VerificationEventsTest implements MigrationListener {

  @TempDir Path directory;
  private final List<String> phases = new CopyOnWriteArrayList<>();
  private final List<ErrorEvent> errors = new CopyOnWriteArrayList<>();
  private final List<Progress> figures = new CopyOnWriteArrayList<>();
  private final CountDownLatch compares = new CountDownLatch(1);
  private Project project;

  @BeforeEach
  void copy() throws Exception {
    project = new Project(directory, options -> {});
    project.shop.plan(1).writeAll();
    project.run(project.project("SF", Shop.TABLES, Project.NONE, project.death()));
    project.watch(this);
  }

  @Override
  public void onPhase(PhaseEvent event) {
    if (event.status() != PhaseStatus.SKIPPED) {
      phases.add(event.phase().label() + " " + event.status().label());
    }
  }

  @Override
  public void onError(ErrorEvent event) {
    errors.add(event);
  }

  @Override
  public void onProgress(ProgressEvent event) {
    if (event.progress().phase() == Phase.VERIFICATION) {
      figures.add(event.progress());
      compares.countDown();
    }
  }

  @Test
  void besideTheIncrementalPhaseItIsReportedWhenItBeginsAndEnds() {
    MigrationResult result =
        project.run(project.project("SFIV", Shop.TABLES, Project.NONE, project.death()));
    assertThat(result.error()).isEmpty();
    assertThat(phases)
        .containsExactly(
            "incremental running",
            "verification running",
            "verification completed",
            "incremental completed");
    assertThat(result.phases().get(Phase.VERIFICATION).status()).isEqualTo(PhaseStatus.COMPLETED);
    assertThat(result.phases().get(Phase.VERIFICATION).elapsed()).isPositive();
  }

  @Test
  void inItsTurnItIsReportedAsAnyPhase() {
    project.run(project.project("SFV", Shop.TABLES, Project.NONE, project.death()));
    assertThat(phases).containsExactly("verification running", "verification completed");
  }

  @Test
  void aTableThatCannotBeComparedIsReportedOnce() {
    Strike dead =
        Strike.before(
            call -> call.name().equals("SnapshotSource.splitter"),
            call -> {
              throw FaultError.FAULT_ENGINE_DEAD.at(call);
            });
    MigrationResult result = project.run(project.project("V", Shop.TABLES, dead, project.death()));
    assertThat(result.isComplete()).isTrue();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).willRetry()).isFalse();
    assertThat(errors.get(0).error().context().object()).contains(Shop.ITEM);
    assertThat(errors.get(0).error().context().phase()).contains(Phase.VERIFICATION);
    assertThat(result.verification().orElseThrow().inconsistent())
        .extracting(TableVerification::target, table -> table.errorCode().orElse(""))
        .containsExactly(tuple(Shop.ITEM, "FAULT_ENGINE_DEAD"));
  }

  @Test
  void figuresTellWhatWasCompared() {
    project.verify(v -> v.workers(1).rowsPerSecond(10));
    MigrationResult result =
        project.run(project.project("V", Shop.KEYED, Project.NONE, project.death()));
    assertThat(result.isComplete()).isTrue();
    Progress last = figures.get(figures.size() - 1);
    assertThat(last.rows()).isPositive().isLessThanOrEqualTo(last.totalRows());
    assertThat(last.objectsTotal()).isEqualTo(2);
    assertThat(last.totalRows())
        .isEqualTo(project.source.rows(Shop.ITEM).size() + project.source.rows(Shop.NAME).size());
  }

  @Test
  void aPacedVerificationEndsWithTheIncrementalPhase() throws Exception {
    project.verify(v -> v.workers(1).rowsPerSecond(1).chunkRows(1_000));
    try (MigrationRun run =
        project
            .project("SFIV", Shop.KEYED, Project.NONE, project.death())
            .start(Project.threads())) {
      assertThat(compares.await(2, TimeUnit.MINUTES)).isTrue();
      assertThat(run.progress().orElseThrow().phase()).isEqualTo(Phase.INCREMENTAL);
      run.finishIncremental();
      assertThat(run.await(Duration.ofMinutes(2))).isTrue();
      MigrationResult result = run.result().orElseThrow();
      assertThat(result.verification()).isEmpty();
      assertThat(result.phases().get(Phase.VERIFICATION).status()).isEqualTo(PhaseStatus.STOPPED);
    }
  }

  @Test
  void aScheduleVerifiesAgainUntilTheSourceIsFollowedNoMore() throws Exception {
    MigrationProject following =
        MigrationProject.builder(Project.NAME)
            .source(new MemoryEndpoint(project.source))
            .sink(new MemoryEndpoint(project.sink))
            .objects(o -> Shop.TABLES.forEach(table -> o.include(table.toString())))
            .phases(
                p ->
                    p.schema()
                        .full()
                        .incremental(i -> i.spoolDirectory(directory.resolve("spool")))
                        .verification(v -> v.every(Duration.ofMillis(20))))
            .listener(this)
            .build();
    try (MigrationRun run = following.start(Project.threads())) {
      await(() -> run.verification().last().isPresent());
      assertThat(run.verification().last().orElseThrow().isConsistent()).isTrue();
      project.sink.write(w -> w.update(Shop.ITEM, List.of(2), 2, 77));
      await(() -> !run.verification().last().orElseThrow().isConsistent());
      run.finishIncremental();
      assertThat(run.await(Duration.ofMinutes(2))).isTrue();
      assertThat(run.result().orElseThrow().error()).isEmpty();
    }
    assertThat(phases)
        .startsWith("incremental running", "verification running", "verification completed")
        .filteredOn("verification completed"::equals)
        .hasSizeGreaterThan(1);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time until it holds").isLessThan(end);
      Thread.sleep(10);
    }
  }
}
