package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that the source's log cannot be followed for fails alone, before it is prepared. */
class UnfollowableTest {

  @TempDir Path directory;

  @Test
  void suchATableIsRefusedAloneAndInThePlan() throws Exception {
    Project project = new Project(directory, options -> {});
    project.source.withUnfollowable(Shop.NAME, "it has no identity; give it one");
    assertThat(project.whole().plan().objects())
        .filteredOn(object -> !object.faults().isEmpty())
        .singleElement()
        .satisfies(object -> assertThat(object.source()).isEqualTo(Shop.NAME));

    MigrationResult result = project.run();

    ObjectResult name =
        result.objects().stream()
            .filter(object -> object.source().equals(Shop.NAME))
            .findFirst()
            .orElseThrow();
    assertThat(name.status()).isEqualTo(ObjectStatus.NOT_SUPPORTED);
    assertThat(name.error().orElseThrow()).contains("CHANGES_UNFOLLOWABLE", "give it one");
    assertThat(project.source.established())
        .isEqualTo(Map.of(Project.NAME, Set.of(Shop.ITEM, Shop.NOTE)));
    assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(project.source.rows(Shop.ITEM));
  }
}
