package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.junit.OneJdk;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The place of the project's state is lost for good at some call of a switchover: nobody decides,
 * applications can write where they did before, and nothing is left at work.
 */
@OneJdk
class SwitchoverLossTest {

  @TempDir private Path directory;

  /** No call to the state is answered from the first call of that name on. */
  private static final class Loss implements Faults {
    private final String from;
    private volatile boolean isLost;

    Loss(String from) {
      this.from = from;
    }

    @Override
    public void before(Call call) {
      if (isLost && call.name().startsWith("State")) {
        throw FaultError.FAULT_LINK_LOST.at(call);
      }
    }

    @Override
    public void after(Call call) {
      isLost = isLost || call.name().equals(from);
    }
  }

  /** Behind the freeze, and behind the start of the other direction, before it is decided. */
  @ParameterizedTest
  @ValueSource(strings = {"WriteGate.freeze", "WriteGate.passOwn"})
  void writesGoOnWhereTheyWere(String from) throws Exception {
    Switched world = new Switched(directory);
    Loss loss = new Loss(from);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = world.start(loss, new Death(() -> {}), threads)) {
      world.write(world.source);
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      try {
        assertThat(run.switchover().execute(() -> {}).switched()).isFalse();
      } catch (RuntimeException e) {
        assertThat(e).hasStackTraceContaining(FaultError.FAULT_LINK_LOST.name());
      }
      assertThat(run.await(Switched.LIMIT)).isTrue();
      assertThat(run.result().orElseThrow().error()).isPresent();
    }
    assertThat(loss.isLost).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).as("nothing is at work").isTrue();

    world.write(world.source);

    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      assertThat(run.switchover().direction()).isEqualTo(Direction.FORWARD);
      world.assertEqual("by the next run");
    }
  }
}
