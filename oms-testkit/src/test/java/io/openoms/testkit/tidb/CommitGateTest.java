package io.openoms.testkit.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitGateTest {

  private final CommitGate gate = new CommitGate();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static void assertWaits(Future<?> work) {
    Assertions.assertThatThrownBy(() -> work.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void nothingBeginsBehindAClosedGate() throws Exception {
    assertThat(gate.close(0)).isTrue();
    Future<Object> entering = threads.submit(gate::enter);
    assertWaits(entering);
    gate.open();
    assertThat(entering.get(2, TimeUnit.MINUTES)).isNotNull();
  }

  /** Else a statement that waits for a lock and the one that would end it wait for each other. */
  @Test
  void theGateDoesNotStayClosedBeforeAStatementThatGoesOn() throws Exception {
    Object statement = gate.enter();
    assertThat(gate.close(10)).isFalse();
    assertThat(threads.submit(gate::enter).get(2, TimeUnit.MINUTES)).isNotNull();
    gate.leave(statement);
  }

  @Test
  void aTimestampWaitsForThoseAtWorkAndForNoLaterOnes() throws Exception {
    Object earlier = gate.enter();
    Future<?> waiting =
        threads.submit(
            () -> {
              gate.awaitThoseAtWork();
              return null;
            });
    assertWaits(waiting);
    gate.enter();
    gate.leave(earlier);
    waiting.get(2, TimeUnit.MINUTES);
  }
}
