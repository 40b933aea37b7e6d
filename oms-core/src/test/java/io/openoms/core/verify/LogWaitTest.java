package io.openoms.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A log that grows while it is applied. Each moment of a wait takes 1 ms. */
class LogWaitTest implements LogWait.Pace {

  private final LogWait wait = new LogWait(Duration.ofMillis(50));
  private long end = 100;
  private long applied;
  private long perMoment = 1;
  private int rests;
  private int asked;
  private boolean isOver;

  @Override
  public void rest() {
    rests++;
    applied += perMoment;
    end += 2;
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void check() {
    if (isOver) {
      throw new IllegalStateException("the run ends");
    }
  }

  private boolean await() {
    return wait.await(
        () -> {
          asked++;
          return new Position("" + end);
        },
        position -> Long.parseLong(position.text()) <= applied,
        this);
  }

  @Test
  void whatIsAppliedInTimeIsAwaited() {
    perMoment = 50;
    assertThat(await()).isTrue();
    assertThat(rests).isEqualTo(2);
    assertThat(wait.isInVain()).isFalse();
  }

  @Test
  void afterAWaitInVainOthersEndAtOnceUntilSoMuchIsApplied() {
    assertThat(await()).isFalse();
    assertThat(wait.isInVain()).isTrue();
    int before = rests;
    for (int i = 0; i < 10; i++) {
      assertThat(await()).isFalse();
    }
    assertThat(rests).as("no further moment passes").isEqualTo(before);
    assertThat(asked).as("nor is the log asked").isEqualTo(1);

    applied = 100;
    perMoment = 50;
    assertThat(await()).isTrue();
    assertThat(wait.isInVain()).isFalse();
  }

  @Test
  void aRunThatEndsEndsTheWait() {
    isOver = true;
    assertThatThrownBy(this::await).isInstanceOf(IllegalStateException.class);
  }
}
