package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.PrecheckItem;
import io.openoms.RunState;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkCapability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that lacks a capability: the memory endpoint fails a call that needs it. */
class CapabilitiesTest {

  @TempDir Path directory;

  @Test
  void withoutSavepointsEveryChangeArrives() throws Exception {
    Project project = new Project(directory, options -> {});
    project.without(SinkCapability.SAVEPOINT);
    project.shop.plan(1).plan(2);
    project.run(new Busy(project.shop), project.death());
    project.finish("converging");
    project.shop.plan(3).plan(4).writeAll();
    project.finish("converged");
  }

  @Test
  void withoutSavepointsARowThatDivergesIsNamed() throws Exception {
    Project project = new Project(directory, options -> {});
    project.without(SinkCapability.SAVEPOINT);
    project.finish("copied");
    project.sink.write(w -> w.delete(Shop.ITEM, 3));
    project.source.write(
        w ->
            w.update(Shop.ITEM, List.of(1), 1, 7)
                .update(Shop.ITEM, List.of(3), 3, 7)
                .update(Shop.ITEM, List.of(4), 4, 7));
    MigrationException error = project.run().error().orElseThrow();
    assertThat(error.code().name()).isEqualTo("ROW_DIVERGED");
    assertThat(error).hasMessageContaining("id = 3");
    assertThat(project.sink.rows(Shop.ITEM)).contains("1|0", "4|0");
  }

  @Test
  void withoutSavepointsDeadLettersAreRefused() throws Exception {
    List<Object> letters = new ArrayList<>();
    Project project = new Project(directory, options -> options.deadLetters(letters::add));
    project.without(SinkCapability.SAVEPOINT);
    MigrationResult result = project.run();
    assertThat(result.error().orElseThrow()).hasMessageContaining("deadLetters needs a sink");
    assertThat(project.sink.rows(Shop.ITEM)).isEmpty();
    assertThat(project.whole().precheck().items())
        .filteredOn(item -> item.status() == PrecheckItem.Status.FAILED)
        .extracting(PrecheckItem::check)
        .containsExactly("SINK_OPTIONS");
  }

  @Test
  void withoutExactDeletesATableWithoutAKeyIsRefusedAloneAndInThePlan() throws Exception {
    Project project = new Project(directory, options -> {});
    project.without(SinkCapability.DELETE_EQUAL);
    assertThat(project.whole().plan().objects())
        .filteredOn(object -> !object.faults().isEmpty())
        .singleElement()
        .satisfies(object -> assertThat(object.source()).isEqualTo(Shop.NOTE));
    MigrationResult result = project.run();
    assertThat(result.state()).isEqualTo(RunState.FAILED);
    ObjectResult note =
        result.objects().stream()
            .filter(object -> object.source().equals(Shop.NOTE))
            .findFirst()
            .orElseThrow();
    assertThat(note.status()).isEqualTo(ObjectStatus.NOT_SUPPORTED);
    assertThat(note.error().orElseThrow()).contains("SINK_UNFIT", "no key");
    assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(project.source.rows(Shop.ITEM));
  }

  @Test
  void withoutCountsEveryChangeArrives() throws Exception {
    Project project = new Project(directory, options -> {});
    project.without(SinkCapability.WRITE_COUNTS);
    project.shop.plan(1);
    project.finish("no counts");
  }
}
