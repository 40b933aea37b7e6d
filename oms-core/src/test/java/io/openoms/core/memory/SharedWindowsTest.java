package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.OneJdk;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window that two lanes share, each in a transaction of its own, and an engine that dies. */
@OneJdk
class SharedWindowsTest {

  @TempDir Path directory;
  private Project project;
  private int round;

  @BeforeEach
  void follow() throws Exception {
    project = new Project(directory, options -> {});
    project.run();
    project.compare("before");
    // Every table is strict now: what is applied twice, or not at all, is found.
    writeRound();
  }

  private void writeRound() {
    project.shop.plan(++round).writeAll();
  }

  @Test
  void aDeathBeforeTheFirstLaneLosesNothing() {
    dieAtCommit(1, false);
  }

  @Test
  void aDeathBetweenTwoLanesNeitherLosesNorDoubles() {
    dieAtCommit(1, true);
    dieAtCommit(2, false);
  }

  @Test
  void aDeathBehindTheLastLaneDoublesNothing() {
    dieAtCommit(2, true);
  }

  @Test
  void aLaneWhoseCommitLosesItsAnswerIsAppliedOnce() {
    AtomicInteger commits = new AtomicInteger();
    Predicate<Call> which =
        call -> call.name().equals("SinkTransaction.commit") && commits.incrementAndGet() == 1;
    Strike lost =
        Strike.after(
            which,
            call -> {
              throw FaultError.FAULT_LINK_LOST.at(call);
            });
    assertThat(project.run(lost, project.death()).error()).isEmpty();
    assertThat(lost.struck()).isNotNull();
    project.compare("answer lost");
  }

  private void dieAtCommit(int commit, boolean after) {
    AtomicInteger commits = new AtomicInteger();
    Predicate<Call> which =
        call ->
            call.name().equals("SinkTransaction.commit")
                && (after || project.hasOpenWindow())
                && commits.incrementAndGet() == commit;
    Death death = project.death();
    Strike strike = after ? Strike.after(which, death::at) : Strike.before(which, death::at);
    project.run(strike, death);
    assertThat(strike.struck()).isNotNull();
    assertThat(project.hasOpenWindow()).isTrue();
    project.finish("killed");
    writeRound();
  }

  /**
   * What the window holds must be on disk before the window is stored: the next engine reads the
   * log from behind the spool's end, where by then there is more, in other records.
   */
  @Test
  void aWindowThatWasStoredIsOnDisk() {
    Predicate<Call> which =
        call -> call.name().equals("StateTransaction.commit") && project.hasOpenWindow();
    Death death = project.death();
    Strike strike = Strike.after(which, death::at);
    project.run(strike, death);
    assertThat(strike.struck()).isNotNull();
    writeRound();
    project.finish("killed");
  }

  @Test
  void aTableThatIsOutDoesNotHoldTheWindowUp() {
    dieBetweenLanes();
    MigrationResult result = without(Shop.ITEM);
    assertThat(result.error()).isEmpty();
    assertThat(project.sink.rows(Shop.NAME)).isEqualTo(project.source.rows(Shop.NAME));
    assertThat(project.sink.rows(Shop.NOTE)).isEqualTo(project.source.rows(Shop.NOTE));
  }

  private void dieBetweenLanes() {
    Death death = project.death();
    Strike strike = Strike.after(call -> call.name().equals("SinkTransaction.commit"), death::at);
    project.run(strike, death);
    assertThat(strike.struck()).isNotNull();
    assertThat(project.hasOpenWindow()).isTrue();
  }

  private MigrationResult without(ObjectName table) {
    List<ObjectName> tables = Shop.TABLES.stream().filter(t -> !t.equals(table)).toList();
    return project.run(project.project("SFI", tables, Project.NONE, project.death()));
  }

  @Test
  void aWindowOfAnUnfinishedTransactionIsFormedFromTheSameTables() {
    dieWithinTransaction();
    project.finish("with the same tables");
  }

  @Test
  void aWindowOfAnUnfinishedTransactionIsNotFormedFromOtherTables() {
    dieWithinTransaction();
    assertThat(without(Shop.NAME).error().map(MigrationException::code))
        .hasValue(EngineError.WINDOW_LOST);
  }

  /** The spool forgets a transaction that is not captured to its end. */
  private void dieWithinTransaction() {
    project.finish("before");
    largeTransaction();
    Death death = project.death();
    Strike strike = Strike.before(this::isCapturedMeanwhile, death::at);
    project.run(strike, death);
    assertThat(strike.struck()).isNotNull();
  }

  private void largeTransaction() {
    String text = "x".repeat(100_000);
    project.source.write(
        w -> {
          for (int i = 0; i < 60; i++) {
            w.insert(Shop.NAME, 10_000 + i, text + i).insert(Shop.ITEM, 10_000 + i, i);
          }
        });
  }

  /** Slow, so that the transaction's first part is applied before its last one is captured. */
  private boolean isCapturedMeanwhile(Call call) {
    if (!call.name().equals("ChangeReader.next")) {
      return false;
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    return project.hasOpenWindow();
  }
}
