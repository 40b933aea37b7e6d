package io.openoms.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.RetryOptions;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private final Attempts attempts = new Attempts(RetryOptions.defaults());

  @Test
  void waitsTwiceAsLongEachTimeAndGivesUpAfterTheTenth() {
    long[] seconds = {1, 2, 4, 8, 16};
    assertThat(attempts.next(error(ErrorCategory.CONTENTION))).hasValue(millis(500));
    for (long second : seconds) {
      assertThat(attempts.next(error(ErrorCategory.TRANSIENT))).hasValue(millis(1000 * second));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(attempts.next(error(ErrorCategory.TRANSIENT))).hasValue(millis(30_000));
    }
    assertThat(attempts.next(error(ErrorCategory.TRANSIENT))).isEmpty();
  }

  @Test
  void shortMemoryIsWaitedForByTheClock() {
    for (int i = 0; i < 100; i++) {
      assertThat(attempts.next(error(ErrorCategory.OVERLOAD))).isPresent();
    }
    assertThat(attempts.next(error(ErrorCategory.TRANSIENT))).hasValue(millis(500));
  }

  @Test
  void whatTimeDoesNotHealIsNotTriedAgain() {
    assertThat(attempts.next(error(ErrorCategory.DATA))).isEmpty();
    assertThat(attempts.isFirst()).isTrue();
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private static MigrationException error(ErrorCategory category) {
    ErrorCode code =
        new ErrorCode() {
          @Override
          public String name() {
            return category.name();
          }

          @Override
          public ErrorCategory category() {
            return category;
          }
        };
    return new MigrationException(code, ErrorContext.none(), "");
  }
}
