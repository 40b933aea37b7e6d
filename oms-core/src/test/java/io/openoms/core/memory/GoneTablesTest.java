package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.RunState;
import io.openoms.core.error.EngineError;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.event.ErrorEvent;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredProject;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that the source dropped while it was followed, and another one that has its name. */
class GoneTablesTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path directory;
  private Project project;

  @BeforeEach
  void copyAndDrop() throws Exception {
    project = new Project(directory, options -> {});
    assertThat(run().isComplete()).isTrue();
    // What a server with changes of definitions has the engine store at the DROP.
    markGone();
    project.source.drop(Shop.ITEM);
  }

  @Test
  void whileNothingHasItsNameRunsGoOnWithoutIt() {
    for (int runs = 0; runs < 2; runs++) {
      MigrationResult result = run();
      assertThat(result.isComplete()).as("%s", result).isTrue();
      assertThat(item(result).status()).isEqualTo(ObjectStatus.SKIPPED);
    }
  }

  @Test
  void anotherTableOfItsNameIsNamedUntilItsTargetIsMadeAnew() {
    makeAgain();
    List<String> old = project.sink.rows(Shop.ITEM);
    for (int runs = 0; runs < 2; runs++) {
      assertNamed(run());
      assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(old);
    }
    whole().retry(Shop.ITEM);
    assertNamed(run());
    project.sink.drop(Shop.ITEM);
    whole().retry(Shop.ITEM);
    assertThat(run().isComplete()).isTrue();
    project.compare("made anew");
    project.source.write(w -> w.insert(Shop.ITEM, 8, 8));
    assertThat(run().isComplete()).isTrue();
    project.compare("followed");
  }

  /** Its rows at the sink are not those of the table that is there now, in whichever phases. */
  @Test
  void anOperatorMayLeaveItOutAndHasItCopiedAnewLater() {
    makeAgain();
    assertNamed(run());
    whole().skip(Shop.ITEM);
    MigrationResult without = run();
    assertThat(without.isComplete()).as("%s", without).isTrue();
    assertThat(item(without).status()).isEqualTo(ObjectStatus.SKIPPED);
    whole().retry(Shop.ITEM);
    assertThat(project.run(of("SF")).isComplete()).isTrue();
    project.compare("copied anew");
  }

  /** A run that has begun without it tells at once. */
  @Test
  void aRunThatFollowsNamesItWhenItComes() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    project.watch(
        new MigrationListener() {
          @Override
          public void onError(ErrorEvent event) {
            if (event.error().code() == EngineError.SOURCE_REPLACED) {
              told.countDown();
            }
          }
        });
    try (MigrationRun run = of("SFN").start(Project.threads())) {
      assertThat(run.awaitCaughtUp(LIMIT)).isTrue();
      makeAgain();
      assertThat(told.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(run.state()).isEqualTo(RunState.RUNNING);
    }
  }

  private void makeAgain() {
    project.source.create(
        MemoryTables.table("shop", "item").number("id").number("v").primaryKey("id").define());
    project.source.write(
        w -> w.insert(Shop.ITEM, 2, 9).insert(Shop.ITEM, 7, 7).insert(Shop.NOTE, 7, "new"));
  }

  private MigrationResult run() {
    return project.run(whole());
  }

  private MigrationProject whole() {
    return of("SFI");
  }

  private MigrationProject of(String phases) {
    return project.project(phases, o -> o.include("shop.*"), Project.NONE, project.death());
  }

  private void assertNamed(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(item(result).status()).isEqualTo(ObjectStatus.FAILED);
    assertThat(item(result).errorCode()).hasValue(EngineError.SOURCE_REPLACED.name());
    assertThat(project.sink.rows(Shop.NOTE)).isEqualTo(project.source.rows(Shop.NOTE));
  }

  private static ObjectResult item(MigrationResult result) {
    return result.objects().stream()
        .filter(object -> object.source().equals(Shop.ITEM))
        .findFirst()
        .orElseThrow();
  }

  private void markGone() {
    try (EndpointSession session =
        new MemoryEndpoint(project.sink).open(new EndpointOptions(Project.NAME, 1, "state"))) {
      StateStore store = session.stateStore().orElseThrow();
      StoredProject stored = store.read(Project.NAME).orElseThrow();
      MigratedObject item =
          stored.objects().stream()
              .filter(object -> object.source().equals(Shop.ITEM))
              .map(MigratedObject::of)
              .findFirst()
              .orElseThrow();
      item.end();
      ProjectState.takeOver(store, stored, "test").put("test", item);
    }
  }
}
