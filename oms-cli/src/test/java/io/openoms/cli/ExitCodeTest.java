package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.RunState;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  private static final TableVerification SAME = table(0, 0, "");
  private static final TableVerification DIFFERENT = table(1, 0, "");
  private static final TableVerification UNRESOLVED = table(0, 1, "");
  private static final TableVerification FAILED = table(0, 0, "CONNECTION_LOST: gone");

  @Test
  void differencesEndWithThree() {
    assertThat(ExitCode.of(result(RunState.COMPLETED, verified(SAME)))).isZero();
    assertThat(ExitCode.of(result(RunState.COMPLETED, Optional.empty()))).isZero();
    assertThat(ExitCode.of(result(RunState.COMPLETED, verified(SAME, DIFFERENT)))).isEqualTo(3);
    assertThat(ExitCode.of(result(RunState.COMPLETED, verified(UNRESOLVED, SAME)))).isEqualTo(3);
  }

  @Test
  void aFailureWinsOverDifferences() {
    assertThat(ExitCode.of(result(RunState.COMPLETED, verified(DIFFERENT, FAILED)))).isEqualTo(1);
    assertThat(ExitCode.of(result(RunState.COMPLETED, verified(FAILED)))).isEqualTo(1);
    assertThat(ExitCode.of(result(RunState.FAILED, verified(DIFFERENT)))).isEqualTo(1);
    assertThat(ExitCode.of(result(RunState.STOPPED, verified(DIFFERENT)))).isEqualTo(1);
  }

  @Test
  void faultsOfUsageEndWithTwoUnlessTheRunWasStopped() {
    assertThat(ExitCode.of(failed(RunState.FAILED, EngineError.SELECTION_INVALID))).isEqualTo(2);
    assertThat(ExitCode.of(failed(RunState.FAILED, EngineError.LOG_MISSING))).isEqualTo(1);
    assertThat(ExitCode.of(failed(RunState.STOPPED, EngineError.RUN_STOPPED))).isEqualTo(1);
  }

  private static TableVerification table(long missing, long unresolved, String error) {
    ObjectName name = ObjectName.parse("shop.orders");
    Optional<String> told = Optional.of(error).filter(text -> !text.isEmpty());
    return new TableVerification(
        List.of(name), name, 9, missing, 0, 0, unresolved, 0, List.of(), told, told);
  }

  private static Optional<VerificationReport> verified(TableVerification... tables) {
    return Optional.of(
        new VerificationReport(
            "shop", Instant.EPOCH, Instant.EPOCH, Arrays.asList(tables), Optional.empty()));
  }

  private static MigrationResult result(RunState state, Optional<VerificationReport> report) {
    return new MigrationResult(
        "shop", state, Map.of(), List.of(), Optional.empty(), report, Optional.empty());
  }

  private static MigrationResult failed(RunState state, EngineError code) {
    MigrationException error = new MigrationException(code, ErrorContext.none(), "on purpose");
    return new MigrationResult(
        "shop", state, Map.of(), List.of(), Optional.empty(), Optional.empty(), Optional.of(error));
  }
}
