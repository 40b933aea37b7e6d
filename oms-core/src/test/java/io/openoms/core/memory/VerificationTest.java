package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.RowDifference.Kind;
import io.openoms.RunState;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.Rung;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification finds, at rest and while changes flow. */
class VerificationTest {

  @TempDir Path directory;
  private Project project;

  @BeforeEach
  void copy() throws Exception {
    project = new Project(directory, options -> {});
    project.shop.plan(1).writeAll();
    project.run(project.project("SF", Shop.TABLES, Project.NONE, project.death()));
    project.compare("copied");
  }

  private VerificationReport verify(String phases) {
    MigrationResult result =
        project.run(project.project(phases, Shop.TABLES, Project.NONE, project.death()));
    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    return result.verification().orElseThrow();
  }

  private static TableVerification of(VerificationReport report, ObjectName table) {
    return report.tables().stream()
        .filter(one -> one.target().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void equalTablesAreConsistent() {
    VerificationReport report = verify("V");
    assertThat(report.isConsistent()).isTrue();
    assertThat(report.tables()).hasSize(3);
    for (TableVerification table : report.tables()) {
      assertThat(table.rows()).isEqualTo(project.source.rows(table.target()).size());
    }
  }

  @Test
  void rowsThatDifferAreFoundAndToldApart() {
    project.sink.write(
        w ->
            w.update(Shop.ITEM, List.of(2), 2, 77)
                .delete(Shop.ITEM, 3)
                .insert(Shop.ITEM, -5, 1)
                .insert(Shop.ITEM, 9_999, 1));
    VerificationReport report = verify("V");
    TableVerification item = of(report, Shop.ITEM);
    assertThat(report.inconsistent()).containsExactly(item);
    assertThat(item.missing()).isEqualTo(1);
    assertThat(item.different()).isEqualTo(1);
    assertThat(item.extra()).isEqualTo(2);
    assertThat(item.samples())
        .extracting(RowDifference::kind, one -> one.key().get("id"))
        .containsExactlyInAnyOrder(
            tuple(Kind.DIFFERENT, "2"),
            tuple(Kind.MISSING, "3"),
            tuple(Kind.EXTRA, "-5"),
            tuple(Kind.EXTRA, "9999"));
    RowDifference different =
        item.samples().stream().filter(one -> one.kind() == Kind.DIFFERENT).findFirst().get();
    assertThat(different.columns()).containsExactly("v");
    assertThat(different.sink()).containsEntry("v", "77");
    assertThat(different.toString()).doesNotContain("77");
  }

  @Test
  void swappedValuesAreFound() {
    project.sink.write(
        w -> w.update(Shop.ITEM, List.of(1), 1, 1).update(Shop.ITEM, List.of(101), 101, 0));
    assertThat(of(verify("V"), Shop.ITEM).different()).isEqualTo(2);
  }

  @Test
  void oneOfSeveralEqualRowsWithoutKeyIsFound() {
    project.sink.write(w -> w.delete(Shop.NOTE, 1, "x").insert(Shop.NOTE, 7, "new"));
    TableVerification note = of(verify("V"), Shop.NOTE);
    assertThat(note.missing()).isEqualTo(1);
    assertThat(note.extra()).isEqualTo(1);
  }

  @Test
  void changesThatFlowAreNoDifferences() throws Exception {
    for (int round = 2; round < 8; round++) {
      project.shop.plan(round);
    }
    MigrationResult result =
        project.run(project.project("SFIV", Shop.TABLES, new Busy(project.shop), project.death()));
    assertThat(result.error()).isEmpty();
    VerificationReport report = result.verification().orElseThrow();
    assertThat(report.inconsistent()).isEmpty();
  }

  @Test
  void spoiledRowsAreFoundWhileChangesFlow() throws Exception {
    project.sink.write(w -> w.update(Shop.ITEM, List.of(2), 2, 77));
    for (int round = 2; round < 8; round++) {
      project.shop.plan(round);
    }
    MigrationResult result =
        project.run(project.project("SFIV", Shop.TABLES, new Busy(project.shop), project.death()));
    assertThat(result.error()).isEmpty();
    TableVerification item = of(result.verification().orElseThrow(), Shop.ITEM);
    assertThat(item.different()).isEqualTo(1);
    assertThat(item.differences()).isEqualTo(1);
    assertThat(item.unresolved()).isZero();
  }

  /** A row differs, and changes at the source each time that a verification has just read it. */
  private TableVerification verifyARowThatChanges(int times) {
    project.run(project.project("SFI", Shop.TABLES, Project.NONE, project.death()));
    project.sink.write(w -> w.update(Shop.ITEM, List.of(2), 2, 77));
    AtomicInteger looks = new AtomicInteger();
    Faults change =
        new Faults() {
          @Override
          public void after(Call call) {
            if ((call.name().equals("SnapshotSource.find") || call.name().equals("RowLookup.find"))
                && looks.incrementAndGet() <= times) {
              project.source.write(w -> w.update(Shop.ITEM, List.of(2), 2, 100 + looks.get()));
            }
          }
        };
    MigrationResult result =
        project.run(project.project("SFIV", Shop.TABLES, change, project.death()));
    assertThat(result.error()).isEmpty();
    return of(result.verification().orElseThrow(), Shop.ITEM);
  }

  @Test
  void aRowThatChangesWhileItIsLookedAtIsNoDifference() {
    assertThat(verifyARowThatChanges(5).isConsistent()).isTrue();
    project.compare("in the end");
  }

  @Test
  void aRowThatNeverStandsStillIsUnresolved() {
    project.patience = Duration.ofMillis(300);
    TableVerification item = verifyARowThatChanges(Integer.MAX_VALUE);
    assertThat(item.unresolved()).isEqualTo(1);
    assertThat(item.differences()).isZero();
    assertThat(item.samples()).extracting(one -> one.key().get("id")).containsExactly("2");
  }

  @Test
  void aCallThatFailsIsMadeAgain() {
    verify("V");
    int calls = project.calls.get();
    for (int i = 1; i <= calls; i += Rung.isThorough() ? 1 : 5) {
      int number = i;
      Strike lost =
          Strike.before(
              call -> call.total() == number,
              call -> {
                throw FaultError.FAULT_LINK_LOST.at(call);
              });
      MigrationResult result =
          project.run(project.project("V", Shop.TABLES, lost, project.death()));
      assertThat(result.error()).as("%s", lost.struck()).isEmpty();
      assertThat(result.verification().orElseThrow().inconsistent())
          .as("%s", lost.struck())
          .isEmpty();
    }
  }

  @Test
  void anErrorThatLastsIsThatTablesOwn() {
    project.run(project.project("SFI", Shop.TABLES, Project.NONE, project.death()));
    project.sink.write(w -> w.update(Shop.ITEM, List.of(2), 2, 77));
    Faults broken =
        new Faults() {
          @Override
          public void before(Call call) {
            if (call.name().equals("RowLookup.find")) {
              throw FaultError.FAULT_LINK_LOST.at(call);
            }
          }
        };
    MigrationResult result =
        project.run(project.project("SFIV", Shop.TABLES, broken, project.death()));
    assertThat(result.error()).isEmpty();
    VerificationReport report = result.verification().orElseThrow();
    assertThat(of(report, Shop.ITEM).errorCode()).hasValue("FAULT_LINK_LOST");
    assertThat(report.inconsistent()).containsExactly(of(report, Shop.ITEM));
  }

  @Test
  void aReportHoldsTheKeysOfAllRowsThatDiffer() throws Exception {
    Path reports = directory.resolve("new").resolve("reports");
    project.verify(v -> v.reportDirectory(reports).samples(1).chunkRows(2));
    assertThat(verify("V").directory()).isEmpty();
    assertThat(reports).doesNotExist();

    project.sink.write(
        w ->
            w.update(Shop.ITEM, List.of(2), 2, 77)
                .delete(Shop.ITEM, 3)
                .insert(Shop.ITEM, -5, 1)
                .delete(Shop.NOTE, 1, "x"));
    Path made = verify("V").directory().orElseThrow();
    assertThat(made.getParent()).isEqualTo(reports);
    assertThat(Files.getPosixFilePermissions(made))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    // A table without a key has no keys, and the memory's sink writes no scripts.
    assertThat(made.toFile().list()).containsExactly(Shop.ITEM + ".keys.csv");
    assertThat(Files.readAllLines(made.resolve(Shop.ITEM + ".keys.csv")))
        .startsWith("difference,columns,id")
        .containsExactlyInAnyOrder(
            "difference,columns,id", "different,v,2", "missing,,3", "extra,,-5");
    assertThat(verify("V").directory()).isPresent().isNotEqualTo(Optional.of(made));
  }

  @Test
  void aReportThatCannotBeWrittenIsTheTablesError() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    project.verify(v -> v.reportDirectory(file));
    project.sink.write(w -> w.delete(Shop.ITEM, 3));
    MigrationResult result =
        project.run(project.project("V", Shop.TABLES, Project.NONE, project.death()));
    TableVerification item = of(result.verification().orElseThrow(), Shop.ITEM);
    assertThat(item.errorCode()).contains("REPORT_NOT_WRITTEN");
    assertThat(item.isConsistent()).isFalse();
  }
}
