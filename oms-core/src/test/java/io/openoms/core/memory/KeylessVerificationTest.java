package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table without a key is compared and repaired exactly, in a bounded number of passes. */
class KeylessVerificationTest {

  private static final List<ObjectName> NOTE = List.of(Shop.NOTE);

  @TempDir Path directory;

  private Project copied(String phases) throws Exception {
    Project project = new Project(directory, options -> {}).withTables(NOTE);
    project.patience = Duration.ofMinutes(3);
    assertThat(run(project, phases, Project.NONE).error()).isEmpty();
    return project;
  }

  private static MigrationResult run(Project project, String phases, Faults faults) {
    return project.run(project.project(phases, NOTE, faults, project.death()));
  }

  private static TableVerification only(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.verification().orElseThrow().tables()).hasSize(1);
    TableVerification table = result.verification().orElseThrow().tables().get(0);
    assertThat(table.error()).isEmpty();
    return table;
  }

  /**
   * Somebody writes at the source when a look has just read the buckets of both ends. The log is
   * held back until that look does anything but read rows.
   */
  private static final class LateWriter implements Faults {

    /** C asks for the log's end, R reads a table: up to the buckets of the sink. */
    private static final String BUCKETS = "CRCRRCR";

    private final Project project;
    private final int look;
    private final Map<Thread, StringBuilder> traces = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable Thread looking;

    /**
     * A writer.
     *
     * @param look the number of that look, of those that compare buckets
     */
    LateWriter(Project project, int look) {
      this.project = project;
      this.look = look;
    }

    @Override
    public void before(Call call) {
      if (Thread.currentThread() == looking && !isOfRows(call)) {
        told.countDown();
      }
    }

    private static boolean isOfRows(Call call) {
      return call.name().equals("SnapshotSource.read") || call.name().startsWith("RowReader.");
    }

    @Override
    public void after(Call call) {
      StringBuilder trace =
          traces.computeIfAbsent(Thread.currentThread(), any -> new StringBuilder());
      switch (call.name()) {
        case "ChangeLog.current" -> trace.append('C');
        case "SnapshotSource.read" -> {
          trace.append('R');
          if (trace.toString().endsWith(BUCKETS) && looks.incrementAndGet() == look) {
            looking = Thread.currentThread();
            project.source.write(
                w ->
                    w.delete(Shop.NOTE, 0, "x")
                        .delete(Shop.NOTE, 0, "x")
                        .insert(Shop.NOTE, 8, "late"));
          }
        }
        case "ChangeReader.next" -> {
          if (looking != null) {
            await();
          }
        }
        default -> {}
      }
    }

    private void await() {
      try {
        told.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Project spoiled() throws Exception {
    Project project = copied("SFI");
    project.sink.write(w -> w.delete(Shop.NOTE, 1, "x").insert(Shop.NOTE, 7, "new"));
    return project;
  }

  @Test
  void aChangeThatTheLogTellsLaterIsNoDifference() throws Exception {
    Project project = spoiled();
    LateWriter writer = new LateWriter(project, 1);
    TableVerification note = only(run(project, "IV", writer));
    assertThat(writer.looking).isNotNull();
    assertThat(note.missing()).isEqualTo(1);
    assertThat(note.extra()).isEqualTo(1);
    assertThat(note.unresolved()).isZero();
  }

  @Test
  void aChangeThatTheLogTellsLaterIsNotRepaired() throws Exception {
    Project project = spoiled();
    project.verify(v -> v.repair(true));
    LateWriter writer = new LateWriter(project, 2);
    TableVerification note = only(run(project, "IV", writer));
    assertThat(writer.looking).isNotNull();
    assertThat(note.isConsistent()).isTrue();
    assertThat(note.repaired()).isEqualTo(2);
    project.verify(v -> {});
    project.finish("after the repair");
  }

  /** Counts inserts, and does something after the commit of each; a repair without end fails. */
  private static class Inserts implements Faults {

    private static final int MOST = 20;

    final AtomicInteger count = new AtomicInteger();
    private volatile boolean open;

    void committed() {}

    @Override
    public void before(Call call) {
      if (call.name().equals("SinkTransaction.insert")) {
        open = true;
        if (count.incrementAndGet() > MOST) {
          throw FaultError.FAULT_LINK_LOST.at(call);
        }
      }
    }

    @Override
    public void after(Call call) {
      if (call.name().equals("SinkTransaction.commit") && open) {
        open = false;
        committed();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSinkThatMakesOtherRowsOfThoseItIsGivenEndsTheRepair(VerificationMode mode)
      throws Exception {
    Project project = copied("SF");
    project.sink.write(w -> w.delete(Shop.NOTE, 1, "x").insert(Shop.NOTE, 1, "X"));
    int before = project.sink.rows(Shop.NOTE).size();
    project.verify(v -> v.mode(mode).repair(true));
    Inserts inserts =
        new Inserts() {
          @Override
          void committed() {
            project.sink.write(w -> w.delete(Shop.NOTE, 1, "x").insert(Shop.NOTE, 1, "X"));
          }
        };
    TableVerification note = only(run(project, "V", inserts));
    assertThat(inserts.count).hasValue(1);
    assertThat(note.missing()).isEqualTo(1);
    assertThat(project.sink.rows(Shop.NOTE))
        .hasSize(mode == VerificationMode.NORMAL ? before : before + 1);
  }
}
