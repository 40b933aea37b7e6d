package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.PrecheckItem;
import io.openoms.TableChoice;
import io.openoms.testkit.memory.MemoryEndpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose definition cannot be read fails alone; the others are migrated. */
class UnreadableTest {

  @TempDir Path directory;

  /** A sink without transactions follows keys alone, so all definitions are read for that. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void suchATableFailsAloneAndInThePlan(boolean isIdempotent) throws Exception {
    Project project = project(isIdempotent);
    project.source.withDefinition(Shop.NAME, false);
    assertThat(project.whole().plan().objects())
        .filteredOn(object -> !object.faults().isEmpty())
        .singleElement()
        .satisfies(object -> assertThat(object.source()).isEqualTo(Shop.NAME));
    assertThat(project.whole().precheck().items())
        .filteredOn(item -> item.status() == PrecheckItem.Status.FAILED)
        .allSatisfy(item -> assertThat(item.subject()).isEqualTo(Shop.NAME.toString()));
    project.shop.plan(1).writeAll();

    requireFailedAlone(project.run(), isIdempotent);

    requireEqual(project, isIdempotent);
  }

  /** It was copied and followed before: then its changes are missed, and it is copied anew. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTableThatIsHiddenBetweenTwoRunsIsCopiedAnewOnceItIsShown(boolean isIdempotent)
      throws Exception {
    Project project = project(isIdempotent);
    project.shop.plan(1);
    project.finish("before");
    project.source.withDefinition(Shop.NAME, false);
    project.shop.plan(2).writeAll();

    MigrationResult hidden = project.run();

    if (isIdempotent) {
      requireFailedAlone(hidden, true);
    }
    requireEqual(project, isIdempotent);
    project.source.withDefinition(Shop.NAME, true);
    project.shop.plan(3);
    project.finish("shown");
  }

  @Test
  void whereOnlyTablesWithAKeyAreWantedTheOthersAreMigrated() throws Exception {
    Project project = project(false);
    project.source.withDefinition(Shop.NAME, false);
    MigrationProject keyed =
        MigrationProject.builder("keyed")
            .source(new MemoryEndpoint(project.source))
            .sink(new MemoryEndpoint(project.sink))
            .objects(o -> o.include("shop.*").tables(TableChoice.WITH_UNIQUE_KEY))
            .phases(p -> p.schema().full())
            .build();

    MigrationResult result = project.run(keyed);

    assertThat(result.objects())
        .extracting(ObjectResult::source)
        .containsExactlyInAnyOrder(Shop.ITEM, Shop.NAME);
    requireFailedAlone(result, true);
    assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(project.source.rows(Shop.ITEM));
  }

  private Project project(boolean isIdempotent) throws Exception {
    Project project = new Project(directory, options -> {});
    return isIdempotent ? project.idempotent() : project;
  }

  private static void requireFailedAlone(MigrationResult result, boolean isKeyedAlone) {
    assertThat(result.objects()).hasSize(isKeyedAlone ? 2 : 3);
    for (ObjectResult object : result.objects()) {
      if (object.source().equals(Shop.NAME)) {
        assertThat(object.status()).isEqualTo(ObjectStatus.FAILED);
        assertThat(object.error().orElseThrow()).contains("MEMORY_DEFINITION_HIDDEN");
      } else {
        assertThat(object.status()).as("%s", object).isEqualTo(ObjectStatus.COMPLETED);
      }
    }
  }

  private static void requireEqual(Project project, boolean isIdempotent) {
    List<ObjectName> others = isIdempotent ? List.of(Shop.ITEM) : List.of(Shop.ITEM, Shop.NOTE);
    for (ObjectName table : others) {
      assertThat(project.sink.rows(table)).as("%s", table).isEqualTo(project.source.rows(table));
    }
  }
}
