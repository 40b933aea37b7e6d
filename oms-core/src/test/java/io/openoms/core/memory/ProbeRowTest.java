package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchStepResult.Status;
import io.openoms.SwitchoverReport;
import io.openoms.event.ObjectEvent;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back is tried with a row before writes are stopped. */
class ProbeRowTest {

  private static final ObjectName PROBE =
      new ObjectName("books", "probe " + Project.NAME + " (probe)");

  @TempDir Path directory;

  private static SwitchStepResult step(SwitchoverReport report, SwitchStep step) {
    return report.steps().stream().filter(one -> one.step() == step).findFirst().orElseThrow();
  }

  @Test
  void aRowGoesThereAndNothingOfItStays() throws Exception {
    List<ObjectName> heard = new CopyOnWriteArrayList<>();
    List<String> values = new CopyOnWriteArrayList<>();
    Switched world =
        new Switched(directory)
            .watchedBy(
                new MigrationListener() {
                  @Override
                  public void onObject(ObjectEvent event) {
                    heard.add(event.source());
                  }
                });
    Faults watch =
        new Faults() {
          @Override
          public void after(Call call) {
            if (call.name().equals("ProbeTable.value")) {
              values.addAll(world.source.rows(PROBE));
            }
          }
        };
    try (MigrationRun run = world.start(watch, new Death(() -> {}))) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      SwitchoverReport report = run.switchover().execute(() -> {}).orThrow();
      assertThat(step(report, SwitchStep.PREPARE).detail()).contains("added, changed and removed");
      assertThat(values).contains("1|1", "1|2");
      assertThat(world.source.tables()).doesNotContain(PROBE);
      assertThat(world.sink.tables()).doesNotContain(PROBE);
      assertThat(heard).isNotEmpty().doesNotContain(PROBE);
      assertThat(world.sink.established()).containsOnlyKeys(Project.NAME + " (reverse)");
    }
  }

  /** Grants say nothing of it: the source refuses each row that is written there. */
  @Test
  void aWayThatIsClosedIsFoundBeforeWritesAreStopped() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean stopped = new AtomicBoolean();
    Switched world = new Switched(directory);
    Faults refusing =
        new Faults() {
          @Override
          public void before(Call call) {
            if (closed.get() && call.name().startsWith("ChangeWriter.")) {
              throw FaultError.FAULT_REFUSED.at(call);
            }
          }
        };
    try (MigrationRun run = world.start(refusing, new Death(() -> {}))) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      closed.set(true);
      SwitchoverReport report = run.switchover().execute(() -> stopped.set(true));
      closed.set(false);
      assertThat(report.switched()).isFalse();
      assertThat(report.error().orElseThrow().code()).isEqualTo(FaultError.FAULT_REFUSED);
      assertThat(step(report, SwitchStep.PREPARE).status()).isEqualTo(Status.FAILED);
      assertThat(step(report, SwitchStep.STOP_WRITES).status()).isEqualTo(Status.PENDING);
      assertThat(stopped).isFalse();
      world.write(world.source);
      world.awaitEqual("followed as before");
      assertThat(world.source.tables()).doesNotContain(PROBE);
      assertThat(world.sink.tables()).doesNotContain(PROBE);
      assertThat(world.sink.established()).isEmpty();
      run.switchover().execute(() -> {}).orThrow();
    }
  }
}
