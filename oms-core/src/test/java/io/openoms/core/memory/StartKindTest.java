package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.PrecheckItem;
import io.openoms.StartAt;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source whose log is entered at its end alone refuses any other place, before the run begins.
 */
class StartKindTest {

  @TempDir Path directory;

  @Test
  void aPlaceThatTheLogDoesNotKnowIsRefusedByName() throws Exception {
    Project project = new Project(directory, i -> i.start(StartAt.time(Instant.EPOCH)));
    MigrationProject following = project.project("SI", Shop.TABLES, Project.NONE, project.death());

    assertThat(following.precheck().items())
        .filteredOn(item -> item.check().equals("START_KIND"))
        .singleElement()
        .satisfies(item -> assertThat(item.status()).isEqualTo(PrecheckItem.Status.FAILED))
        .satisfies(item -> assertThat(item.cause()).contains("START_UNSUPPORTED"));
    MigrationResult result = project.run(following);
    assertThat(result.error().orElseThrow())
        .hasMessageContaining("PRECHECK_FAILED")
        .hasMessageContaining("START_UNSUPPORTED");
  }
}
