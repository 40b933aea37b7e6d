package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.RunState;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.spi.Delivery;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.junit.Rung;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that differ are made what they are at the source, at rest and while changes flow. */
@OneJdk
class RepairTest {

  private static final int STRIDE = Rung.isThorough() ? 1 : 25;

  @TempDir Path directory;

  private Project copied(Delivery delivery, String phases) throws Exception {
    Project project = new Project(directory, options -> {});
    if (delivery == Delivery.IDEMPOTENT) {
      project.idempotent();
    }
    project.shop.plan(1).writeAll();
    run(project, phases, Project.NONE, project.death());
    spoil(project, delivery);
    project.verify(v -> v.repair(true));
    return project;
  }

  private static List<ObjectName> tables(Project project) {
    return project.sink.rows(Shop.NOTE).isEmpty() ? Shop.KEYED : Shop.TABLES;
  }

  private static MigrationResult run(Project project, String phases, Faults faults, Death death) {
    List<ObjectName> tables = phases.contains("F") ? Shop.TABLES : tables(project);
    return project.run(project.project(phases, tables, faults, death));
  }

  /** Unique values are swapped between two rows, and a third one holds that of a missing row. */
  private static void spoil(Project project, Delivery delivery) {
    project.sink.write(
        w ->
            w.update(Shop.ITEM, List.of(2), 2, 77)
                .delete(Shop.ITEM, 3)
                .insert(Shop.ITEM, -5, 1)
                .update(Shop.NAME, List.of(1), 1, "swap")
                .update(Shop.NAME, List.of(2), 2, "n1")
                .update(Shop.NAME, List.of(1), 1, "n2")
                .delete(Shop.NAME, 5)
                .insert(Shop.NAME, 900, "n5"));
    if (delivery == Delivery.TRANSACTIONAL) {
      project.sink.write(w -> w.delete(Shop.NOTE, 1, "x").insert(Shop.NOTE, 7, "new"));
    }
  }

  private static TableVerification of(MigrationResult result, ObjectName table) {
    return result.verification().orElseThrow().tables().stream()
        .filter(one -> one.target().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRepaired(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    VerificationReport report = result.verification().orElseThrow();
    assertThat(report.inconsistent()).isEmpty();
    assertThat(of(result, Shop.ITEM).repaired()).isEqualTo(3);
    assertThat(of(result, Shop.NAME).repaired()).isEqualTo(4);
    assertThat(of(result, Shop.NOTE).repaired()).isEqualTo(2);
  }

  @Test
  void spoiledRowsAreRepairedAtRest() throws Exception {
    Project project = copied(Delivery.TRANSACTIONAL, "SF");
    assertRepaired(run(project, "V", Project.NONE, project.death()));
    project.compare("repaired");
  }

  @Test
  void spoiledRowsAreRepairedWhileChangesFlowAndTheTablesRemainStrict() throws Exception {
    Project project = copied(Delivery.TRANSACTIONAL, "SFI");
    for (int round = 2; round < 8; round++) {
      project.shop.plan(round);
    }
    assertRepaired(run(project, "IV", new Busy(project.shop), project.death()));
    project.verify(v -> {});
    // The log's counts of rows hold for those that were repaired.
    project.source.write(
        w ->
            w.update(Shop.ITEM, List.of(2), 2, 5)
                .delete(Shop.ITEM, 3)
                .insert(Shop.ITEM, -5, 6)
                .delete(Shop.NAME, 5)
                .insert(Shop.NAME, 900, "n5")
                .delete(Shop.NOTE, 1, "x"));
    project.finish("after the repair");
  }

  @Test
  void aRowThatChangesWhileItIsRepairedIsNotTurnedBack() throws Exception {
    Project project = copied(Delivery.TRANSACTIONAL, "SFI");
    AtomicInteger reads = new AtomicInteger();
    Faults change =
        new Faults() {
          private boolean repairs;

          @Override
          public synchronized void after(Call call) {
            repairs |= call.name().equals("StateTransaction.addDifferences");
            if (repairs && call.name().equals("RowLookup.find") && reads.incrementAndGet() < 12) {
              boolean goes = reads.get() % 2 == 1;
              project.source.write(
                  w -> {
                    if (goes) {
                      w.delete(Shop.ITEM, 2);
                    } else {
                      w.insert(Shop.ITEM, 2, reads.get());
                    }
                  });
            }
          }
        };
    MigrationResult result = run(project, "IV", change, project.death());
    assertThat(result.error()).isEmpty();
    assertThat(result.verification().orElseThrow().inconsistent()).isEmpty();
    assertThat(reads.get()).isGreaterThan(12);
    project.verify(v -> {});
    project.finish("in the end");
  }

  @Test
  void anErrorOfTheChangesEndsTheRunAsItself() throws Exception {
    Project project = copied(Delivery.TRANSACTIONAL, "SFI");
    AtomicInteger reads = new AtomicInteger();
    Faults diverge =
        new Faults() {
          @Override
          public synchronized void after(Call call) {
            if (!call.name().equals("RowLookup.find")) {
              return;
            }
            project.source.write(w -> w.update(Shop.ITEM, List.of(2), 2, reads.get()));
            if (reads.incrementAndGet() == 6) {
              project.sink.write(w -> w.delete(Shop.ITEM, 1));
              project.source.write(w -> w.delete(Shop.ITEM, 1));
            }
          }
        };
    MigrationResult result = run(project, "IV", diverge, project.death());
    assertThat(result.error().map(error -> error.code().name())).hasValue("ROW_DIVERGED");
    assertThat(result.verification()).isEmpty();
  }

  @Test
  void aProjectThatFollowsIsNotRepairedBesideItsPosition() throws Exception {
    Project project = copied(Delivery.TRANSACTIONAL, "SFI");
    project.source.write(w -> w.update(Shop.ITEM, List.of(2), 2, 5));
    List<List<Object>> before = List.copyOf(rows(project, Shop.ITEM));
    MigrationResult result = run(project, "V", Project.NONE, project.death());
    assertThat(of(result, Shop.ITEM).errorCode()).hasValue("OPERATION_REFUSED");
    assertThat(rows(project, Shop.ITEM)).isEqualTo(before);
  }

  @SuppressWarnings("unchecked")
  private static List<List<Object>> rows(Project project, ObjectName table) {
    return (List<List<Object>>) (List<?>) List.copyOf(project.sink.rows(table));
  }

  @Test
  void onlyTheRowsThatDifferedAreLookedAtAgain() throws Exception {
    Project project = copied(Delivery.TRANSACTIONAL, "SF");
    project.verify(v -> {});
    assertThat(of(run(project, "V", Project.NONE, project.death()), Shop.ITEM).found())
        .isEqualTo(3);
    Set<String> calls = new ConcurrentSkipListSet<>();
    Faults listen =
        new Faults() {
          @Override
          public void before(Call call) {
            calls.add(call.name());
          }
        };
    project.verify(v -> v.scope(VerificationScope.INCONSISTENT).repair(true));
    MigrationResult result = project.run(project.project("V", Shop.KEYED, listen, project.death()));
    assertThat(of(result, Shop.ITEM).repaired()).isEqualTo(3);
    assertThat(of(result, Shop.ITEM).rows()).isEqualTo(3);
    assertThat(calls)
        .contains("SnapshotSource.find")
        .doesNotContain("FingerprintSource.sum", "SnapshotSource.read", "SnapshotSource.splitter");
    project.verify(v -> v.scope(VerificationScope.ABNORMAL_TABLES).repair(true));
    MigrationResult rest = run(project, "V", Project.NONE, project.death());
    assertThat(new TreeSet<>(names(rest))).containsExactly(Shop.NOTE);
    project.compare("repaired");
  }

  private static List<ObjectName> names(MigrationResult result) {
    return result.verification().orElseThrow().tables().stream()
        .map(TableVerification::target)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void anEngineThatDiesAtAnyCallOfARepairIsFollowedByOneThatRepairs(Delivery delivery)
      throws Exception {
    strikeAll(
        delivery,
        (project, number) -> {
          Death death = project.death();
          run(project, "IV", strike(number, death::at), death);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCallOfARepairThatFailsOrLosesItsAnswerIsMadeAgain(Delivery delivery) throws Exception {
    strikeAll(
        delivery,
        (project, number) -> {
          Strike strike =
              strike(
                  number,
                  call -> {
                    throw FaultError.FAULT_LINK_LOST.at(call);
                  });
          MigrationResult result = run(project, "IV", strike, project.death());
          assertThat(result.error().map(Throwable::getMessage)).as("%s", strike.struck()).isEmpty();
          assertThat(result.verification().orElseThrow().inconsistent())
              .as("%s", strike.struck())
              .isEmpty();
        });
  }

  private interface Case {
    void run(Project project, int number);
  }

  private void strikeAll(Delivery delivery, Case one) throws Exception {
    Project whole = copied(delivery, "SFI");
    assertThat(run(whole, "IV", Project.NONE, whole.death()).error()).isEmpty();
    int calls = whole.calls.get();
    int first = 1 + (int) (System.nanoTime() & Integer.MAX_VALUE) % STRIDE;
    try (Cases cases = new Cases()) {
      for (int number = first; number <= calls; number += STRIDE) {
        int at = number;
        cases.add(() -> struck(delivery, one, at));
      }
      cases.await();
    }
  }

  private Object struck(Delivery delivery, Case one, int number) throws Exception {
    String name = "struck at call " + number;
    Project project = copied(delivery, "SFI");
    one.run(project, number);
    MigrationResult result = run(project, "IV", Project.NONE, project.death());
    assertThat(result.error()).as(name).isEmpty();
    assertThat(result.verification().orElseThrow().inconsistent()).as(name).isEmpty();
    project.verify(v -> {});
    project.finish(name);
    return name;
  }

  private static Strike strike(int number, Consumer<Call> what) {
    return number / STRIDE % 2 == 0
        ? Strike.before(call -> call.total() == number, what)
        : Strike.after(call -> call.total() == number, what);
  }
}
