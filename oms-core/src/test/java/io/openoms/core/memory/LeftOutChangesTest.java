package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.TableVerification;
import io.openoms.spi.data.RowChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the project leaves kinds of changes out, what they leave is no difference. */
class LeftOutChangesTest {

  private static final Set<RowChange.Kind> NO_DELETES =
      Set.of(RowChange.Kind.INSERT, RowChange.Kind.UPDATE);

  @TempDir private Path directory;

  private Project archive() throws Exception {
    Project project =
        new Project(directory, options -> options.operations(NO_DELETES)).withTables(Shop.KEYED);
    assertThat(project.run().error()).isEmpty();
    project.source.write(
        w -> w.delete(Shop.ITEM, 1).delete(Shop.ITEM, 4).update(Shop.ITEM, List.of(2), 2, 7));
    project.sink.write(w -> w.delete(Shop.ITEM, 3).update(Shop.ITEM, List.of(5), 5, 99));
    return project;
  }

  private static MigrationResult run(Project project, String phases) {
    MigrationResult result =
        project.run(project.project(phases, Shop.KEYED, Project.NONE, project.death()));
    assertThat(result.error()).isEmpty();
    return result;
  }

  private static TableVerification item(MigrationResult result) {
    return result.verification().orElseThrow().tables().stream()
        .filter(table -> table.target().equals(Shop.ITEM))
        .findFirst()
        .orElseThrow();
  }

  private static void assertArchive(Project project) {
    ObjectName item = Shop.ITEM;
    assertThat(project.sink.rows(item)).hasSize(5);
    assertThat(project.sink.rows(item)).containsAll(project.source.rows(item));
  }

  @Test
  void rowsThatAreKeptAreToldApartAndStay() throws Exception {
    Project project = archive();
    TableVerification found = item(run(project, "IV"));
    assertThat(found.byRule()).isEqualTo(2);
    assertThat(List.of(found.missing(), found.extra(), found.different()))
        .containsExactly(1L, 0L, 1L);

    project.verify(v -> v.repair(true));
    TableVerification repaired = item(run(project, "IV"));
    assertThat(repaired.isConsistent()).isTrue();
    assertThat(repaired.repaired()).isEqualTo(2);
    assertThat(repaired.byRule()).isEqualTo(2);
    assertArchive(project);
  }

  @Test
  void theyAreCountedOnceInATableWithoutAKeyThatIsRepaired() throws Exception {
    Project project = new Project(directory, options -> options.operations(NO_DELETES));
    assertThat(project.run().error()).isEmpty();
    project.sink.write(w -> w.insert(Shop.NOTE, 7, "extra").delete(Shop.NOTE, 1, "x"));
    project.verify(v -> v.operations(NO_DELETES).repair(true));
    MigrationResult result =
        project.run(project.project("V", Shop.TABLES, Project.NONE, project.death()));
    assertThat(result.error()).isEmpty();
    TableVerification note =
        result.verification().orElseThrow().tables().stream()
            .filter(table -> table.target().equals(Shop.NOTE))
            .findFirst()
            .orElseThrow();
    assertThat(note.isConsistent()).as("%s", note).isTrue();
    assertThat(List.of(note.repaired(), note.byRule())).containsExactly(1L, 1L);
  }

  @Test
  void aRunThatVerifiesAloneIsToldOfThem() throws Exception {
    Project project = archive();
    run(project, "I");
    project.verify(v -> v.operations(NO_DELETES).repair(true));
    TableVerification repaired = item(run(project, "V"));
    assertThat(repaired.isConsistent()).isTrue();
    assertThat(repaired.byRule()).isEqualTo(2);
    assertArchive(project);

    project.verify(v -> {});
    assertThat(item(run(project, "V")).extra()).as("where all changes count").isEqualTo(2);
  }
}
