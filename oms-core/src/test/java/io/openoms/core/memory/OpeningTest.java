package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationResult;
import io.openoms.RunState;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.ErrorEvent;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run opens its endpoints again when they are lost meanwhile, and only then. */
class OpeningTest {

  @TempDir private Path directory;

  private final List<ErrorEvent> errors = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger opened = new AtomicInteger();

  private enum Fault implements ErrorCode {
    TAKEN_BACK(ErrorCategory.TRANSIENT),
    NOBODY_THERE(ErrorCategory.UNREACHABLE),
    REFUSED(ErrorCategory.PRECONDITION);

    private final ErrorCategory category;

    Fault(ErrorCategory category) {
      this.category = category;
    }

    @Override
    public ErrorCategory category() {
      return category;
    }
  }

  /** Each endpoint is lost twice; then the server is away for a moment. */
  @Test
  void aSessionThatIsLostIsOpenedAnewAlsoWhileItsServerRestarts() throws Exception {
    MigrationResult result = run(Fault.TAKEN_BACK, Fault.TAKEN_BACK, Fault.NOBODY_THERE);

    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    assertThat(opened).hasValue(8);
    assertThat(errors).hasSize(6).allMatch(ErrorEvent::willRetry);
  }

  @Test
  void aServerThatDoesNotAnswerAtFirstIsAnErrorAtOnce() throws Exception {
    requireAtOnce(Fault.NOBODY_THERE);
  }

  @Test
  void aLoginThatIsRefusedIsAnErrorAtOnce() throws Exception {
    requireAtOnce(Fault.REFUSED);
  }

  private void requireAtOnce(Fault fault) throws Exception {
    MigrationResult result = run(fault);

    assertThat(result.error()).hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(fault));
    assertThat(opened).hasValue(1);
    assertThat(errors).noneMatch(ErrorEvent::willRetry);
  }

  @Test
  void aSessionThatIsLostForGoodEndsTheRunByName() throws Exception {
    MigrationResult result = run(Collections.nCopies(99, Fault.TAKEN_BACK).toArray(Fault[]::new));

    assertThat(result.error())
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(Fault.TAKEN_BACK));
    // The first attempt, and the five more of the project's policy.
    assertThat(opened).hasValue(6);
  }

  /** The first attempts of each endpoint fail so. */
  private MigrationResult run(Fault... faults) throws Exception {
    Project project = new Project(directory, options -> {});
    project.watch(
        new MigrationListener() {
          @Override
          public void onError(ErrorEvent event) {
            errors.add(event);
          }
        });
    return project.run(
        new Faults() {
          @Override
          public void before(Call call) {
            if (call.name().equals("Endpoint.open")) {
              opened.incrementAndGet();
              if (call.number() <= faults.length) {
                throw new MigrationException(
                    faults[call.number() - 1], ErrorContext.none(), "on purpose");
              }
            }
          }
        },
        project.death());
  }
}
