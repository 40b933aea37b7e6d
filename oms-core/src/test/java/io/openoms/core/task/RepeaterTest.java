package io.openoms.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.Phase;
import io.openoms.RetryOptions;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeaterTest {

  private enum Code implements ErrorCode {
    LINK(ErrorCategory.TRANSIENT),
    VALUE(ErrorCategory.DATA);

    private final ErrorCategory category;

    Code(ErrorCategory category) {
      this.category = category;
    }

    @Override
    public ErrorCategory category() {
      return category;
    }
  }

  private final Control control = new Control();
  private final List<Integer> tried = new ArrayList<>();
  private int retried;

  private final Repeater repeater =
      new Repeater(
          new RetryOptions(2, Duration.ofMillis(1), Duration.ZERO),
          ErrorContext.none().withPhase(Phase.SCHEMA),
          control,
          new Reporter(new EventPump(List.of()), Clock.systemUTC(), "test"),
          () -> retried++);

  @Test
  void triesAgainAndTellsTheNumberOfTheAttempt() {
    String answer = repeater.run(ErrorContext.none(), number -> failTwice(number));

    assertThat(answer).isEqualTo("done");
    assertThat(tried).containsExactly(0, 1, 2);
    assertThat(retried).isEqualTo(2);
  }

  private String failTwice(int number) {
    tried.add(number);
    if (number < 2) {
      throw error(Code.LINK);
    }
    return "done";
  }

  @Test
  void theLastErrorIsThrownWithItsPhase() {
    assertThatThrownBy(() -> repeater.run(() -> fail(Code.LINK)))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.context().phase()).contains(Phase.SCHEMA));
    assertThat(tried).hasSize(3);
  }

  @Test
  void whatTimeDoesNotHealIsTriedOnce() {
    assertThatThrownBy(() -> repeater.run(() -> fail(Code.VALUE)))
        .isInstanceOf(MigrationException.class);
    assertThat(tried).hasSize(1);
  }

  @Test
  void aRunThatIsStoppedTriesNothingAgain() {
    assertThatThrownBy(
            () ->
                repeater.run(
                    () -> {
                      control.stop();
                      fail(Code.LINK);
                    }))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(EngineError.RUN_STOPPED));
    assertThat(tried).hasSize(1);
  }

  private void fail(Code code) {
    tried.add(tried.size());
    throw error(code);
  }

  private static MigrationException error(ErrorCode code) {
    return new MigrationException(code, ErrorContext.none(), "no");
  }
}
