package io.openoms.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How tasks wait for their turn. */
class RateLimitTest {

  private final AtomicInteger sleeps = new AtomicInteger();

  private void sleep(long millis) {
    sleeps.incrementAndGet();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void theWaitingSleepsAndDoesNotSpin() {
    RateLimit limit = RateLimit.of(2);
    limit.obey(2, this::sleep);
    assertThat(sleeps.get()).isZero();
    limit.obey(1, this::sleep);
    // A second in steps of 50 ms.
    assertThat(sleeps.get()).isBetween(1, 25);
  }

  @Test
  void theWaitingEndsWhenTheSleepFails() {
    RateLimit limit = RateLimit.of(1);
    limit.obey(1_000, this::sleep);
    assertThatThrownBy(
            () ->
                limit.obey(
                    1,
                    millis -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
  }

  @Test
  void noLimitIsNoWait() {
    RateLimit limit = RateLimit.of(0);
    limit.obey(Long.MAX_VALUE, this::sleep);
    limit.obey(1, this::sleep);
    assertThat(sleeps.get()).isZero();
  }

  @Test
  void aDebtOfTheLimitBeforeIsForgotten() {
    RateLimit limit = RateLimit.of(1);
    limit.obey(1_000_000, this::sleep);
    limit.obey(
        1,
        millis -> {
          sleep(1);
          limit.set(1_000_000);
        });
    assertThat(sleeps.get()).isEqualTo(1);
  }

  @Test
  void aLimitIsSetWhereThereWasNone() {
    RateLimit limit = RateLimit.of(0);
    limit.set(2);
    limit.obey(2, this::sleep);
    limit.obey(1, this::sleep);
    assertThat(sleeps.get()).isPositive();
    limit.set(0);
    limit.obey(Long.MAX_VALUE, this::sleep);
    limit.obey(1, millis -> sleeps.set(-1));
    assertThat(sleeps.get()).isPositive();
  }
}
