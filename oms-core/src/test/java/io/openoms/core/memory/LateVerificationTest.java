package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.junit.OneJdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A verification while the sink is far behind: a wait for the log would last until it has caught
 * up.
 */
@OneJdk
class LateVerificationTest implements Faults {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final long LOOK_NANOS = 10_000_000;

  /** How long a window takes, while the apply is slow. */
  private static final long COMMIT_NANOS = 1_000_000_000;

  /** Transactions of 60 windows: several times the least limit of a wait, which is 5 s. */
  private static final int AHEAD = 3_000;

  private static final int ROWS = 5;

  @TempDir Path directory;
  private final AtomicInteger value = new AtomicInteger(1_000);
  private volatile boolean isHeld;
  private volatile boolean isSlow;
  private Project project;

  @Override
  public void before(Call call) {
    if (call.name().equals("SinkTransaction.commit")) {
      while (isHeld) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      if (isSlow) {
        LockSupport.parkNanos(COMMIT_NANOS);
      }
    }
  }

  private void write() {
    project.source.write(
        w -> {
          for (int id = 1; id <= ROWS; id++) {
            int v = value.incrementAndGet();
            w.update(Shop.ITEM, List.of(id), id, v);
          }
          w.insert(Shop.NOTE, value.get(), "late");
        });
  }

  private static TableVerification of(VerificationReport report, ObjectName table) {
    return report.tables().stream()
        .filter(one -> one.target().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anApplyThatCannotKeepUpLeavesRowsUnresolved() throws Exception {
    project = new Project(directory, options -> options.windowChanges(ROWS + 1));
    project.run(project.project("SF", Shop.TABLES, Project.NONE, project.death()));
    try (MigrationRun run =
        project.project("SFN", Shop.TABLES, this, project.death()).start(Project.threads())) {
      assertThat(run.awaitCaughtUp(LIMIT)).as("%s", run.result()).isTrue();
      project.sink.write(w -> w.delete(Shop.NAME, 5));
      isHeld = true;
      isSlow = true;
      for (int i = 0; i < AHEAD; i++) {
        write();
      }
      isHeld = false;
      VerificationReport late =
          run.verification().run(v -> v.patience(Duration.ofMillis(100)).repair(true));
      isSlow = false;
      assertThat(late.tables()).allSatisfy(table -> assertThat(table.error()).isEmpty());
      assertThat(of(late, Shop.ITEM).unresolved()).isPositive();
      assertThat(of(late, Shop.ITEM).differences()).isZero();
      assertThat(of(late, Shop.NOTE).unresolved()).isEqualTo(1);
      assertThat(of(late, Shop.NAME).unresolved()).as("a row that is lost").isEqualTo(1);
      assertThat(run.awaitCaughtUp(LIMIT)).as("%s", run.result()).isTrue();
      VerificationReport last = run.verification().run(v -> v.repair(true));
      assertThat(last.isConsistent()).as("%s", last).isTrue();
      project.compare("in the end");
    }
  }
}
