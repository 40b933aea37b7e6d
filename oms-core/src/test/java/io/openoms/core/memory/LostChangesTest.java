package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningEvent;
import io.openoms.testkit.fault.Strike;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that has lost changes shows no gap once it is mended: what was copied is void. */
class LostChangesTest {

  /** An error of a log whose server left changes out of it. */
  private enum LossyLog implements ErrorCode {
    TEST_CHANGES_LOST;

    @Override
    public ErrorCategory category() {
      return ErrorCategory.PRECONDITION;
    }

    @Override
    public boolean losesChanges() {
      return true;
    }
  }

  private static final long LATE_NANOS = 300_000_000;

  @TempDir Path directory;

  private static MigrationResult lose(Project project, ErrorContext where) {
    return lose(project, where, Project.threads());
  }

  private static MigrationResult lose(
      Project project, ErrorContext where, ExecutorService threads) {
    Strike lossy =
        Strike.before(
            call -> call.name().equals("ChangeLog.open"),
            call -> {
              throw new MigrationException(LossyLog.TEST_CHANGES_LOST, where, "on purpose");
            });
    return project.run(project.project("SFI", Shop.TABLES, lossy, project.death()), threads);
  }

  /** One of the tasks that are handed to it begins late. */
  private static final class LateThreads extends ThreadPoolExecutor {
    private final AtomicInteger handed = new AtomicInteger();
    private final int late;

    LateThreads(int late) {
      super(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
      this.late = late;
    }

    @Override
    public void execute(Runnable task) {
      boolean isLate = handed.getAndIncrement() == late;
      super.execute(
          () -> {
            if (isLate) {
              LockSupport.parkNanos(LATE_NANOS);
            }
            task.run();
          });
    }
  }

  /** Nothing is left to apply, so the run could end before its log was opened. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theLogIsOpenedWhicheverTaskBeginsLate(int late) throws Exception {
    Project project = new Project(directory, options -> {});
    project.finish("copied");
    ExecutorService threads = new LateThreads(late);
    try {
      MigrationResult stopped = lose(project, ErrorContext.of(Shop.ITEM), threads);
      assertThat(stopped.error().map(e -> e.code().name())).hasValue("TEST_CHANGES_LOST");
    } finally {
      threads.shutdown();
    }
  }

  /** Whether it is seen while the project only follows, or in its first copy. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNextRunCopiesAnew(boolean follows) throws Exception {
    Project project = new Project(directory, options -> {});
    Set<String> warned = new ConcurrentSkipListSet<>();
    project.watch(
        new MigrationListener() {
          @Override
          public void onWarning(WarningEvent event) {
            warned.add(event.code());
          }
        });
    if (follows) {
      project.finish("copied");
    }
    MigrationResult stopped = lose(project, ErrorContext.of(Shop.ITEM));
    assertThat(stopped.error().map(e -> e.code().name())).hasValue("TEST_CHANGES_LOST");
    // As the log does not tell: these were written at the source alone.
    if (follows) {
      project.sink.write(w -> w.delete(Shop.ITEM, 1).update(Shop.ITEM, List.of(2), 2, 99));
      assertThat(warned).containsExactly("COPIED_ANEW");
    }
    project.finish("copied anew");
  }

  @Test
  void tablesOfOtherDatabasesStay() throws Exception {
    Project project = new Project(directory, options -> {});
    project.finish("copied");
    project.sink.write(w -> w.delete(Shop.ITEM, 1));
    List<String> spoiled = project.sink.rows(Shop.ITEM);
    lose(project, ErrorContext.of(new ObjectName("elsewhere", "t")));
    assertThat(project.run().isComplete()).isTrue();
    assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(spoiled);
  }

  @Test
  void aRunThatDoesNotCopyNamesEachTable() throws Exception {
    Project project = new Project(directory, options -> {});
    project.finish("copied");
    lose(project, ErrorContext.none());
    MigrationResult result =
        project.run(project.project("I", Shop.TABLES, Project.NONE, project.death()));
    assertThat(result.objects())
        .allSatisfy(object -> assertThat(object.error().orElse("")).contains("COPY_MISSING"));
  }
}
