package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.memory.MemoryEndpoint;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions of captured tables that change, and the versions that the schema history gives. */
class DefinitionsTest {

  private static final List<ObjectName> OTHERS = List.of(Shop.NAME, Shop.NOTE);

  @TempDir Path directory;
  private Project project;

  @BeforeEach
  void copy() throws Exception {
    project = new Project(directory, options -> {});
    project.finish("the copy");
  }

  @Test
  void aChangedDefinitionStopsTheRunByNameAndTheTableIsCopiedAnewAsItSays() {
    MigrationException stop = stop();

    assertThat(stop.code()).isEqualTo(EngineError.DDL_NOT_FOLLOWED);
    assertThat(stop.getMessage())
        .contains("shop.item", "COLUMN shop item w", "once without this table", "include it again");
    assertThat(stop.context().position())
        .hasValueSatisfying(at -> assertThat(at).contains("after"));
    assertThat(project.run(of(OTHERS)).error()).isEmpty();
    project.sink.drop(Shop.ITEM);
    project.finish("copied anew");
    assertThat(project.sink.rows(Shop.ITEM)).contains("8|8|8");
  }

  @Test
  void theNextRunFailsThatTableAloneAndTheOthersLoseNothing() {
    stop();

    MigrationResult result = project.run();

    assertThat(result.error()).isEmpty();
    assertThat(result.objects())
        .filteredOn(object -> object.status() == ObjectStatus.FAILED)
        .extracting(ObjectResult::source)
        .containsExactly(Shop.ITEM);
    OTHERS.forEach(t -> assertThat(project.sink.rows(t)).isEqualTo(project.source.rows(t)));
    assertThat(project.sink.rows(Shop.NOTE)).contains("7|before", "8|after");
  }

  /** The error of a run during which the definition changes. */
  private MigrationException stop() {
    // The run then cannot be caught up before the change.
    Predicate<Call> first = call -> call.name().equals("ChangeLog.current") && call.number() == 1;
    Strike strike = Strike.before(first, call -> change());
    return project.run(strike, project.death()).error().orElseThrow();
  }

  /** Rows before the change, the change, and rows after it. */
  private void change() {
    project.source.write(w -> w.insert(Shop.ITEM, 7, 7).insert(Shop.NOTE, 7, "before"));
    project.source.addColumn(Shop.ITEM, "w");
    project.source.write(w -> w.insert(Shop.ITEM, 8, 8, 8).insert(Shop.NOTE, 8, "after"));
  }

  @Test
  void aTableThatIsNotCapturedMayChange() {
    Predicate<Call> first = call -> call.name().equals("ChangeReader.next") && call.number() == 1;
    Strike strike = Strike.before(first, call -> change());

    // A run may be caught up before it reads.
    for (int runs = 0; strike.struck() == null && runs < 100; runs++) {
      assertThat(project.run(of(OTHERS, strike)).error()).isEmpty();
    }
    // The run may have been caught up before the change.
    assertThat(project.run(of(OTHERS)).error()).isEmpty();
    assertThat(project.sink.rows(Shop.NOTE)).contains("7|before", "8|after");
  }

  @Test
  void aTableThatComesBackGetsAVersionThatItNeverHad() {
    assertThat(history(Shop.ITEM)).extracting(StoredDefinition::number).containsExactly(1L);

    assertThat(project.run(of(OTHERS)).error()).isEmpty();
    List<StoredDefinition> left = history(Shop.ITEM);
    assertThat(left).extracting(StoredDefinition::number).containsExactly(1L);
    assertThat(left).extracting(StoredDefinition::text).containsExactly(Optional.empty());

    project.sink.drop(Shop.ITEM);
    project.finish("back");
    List<StoredDefinition> back = history(Shop.ITEM);
    assertThat(back).extracting(StoredDefinition::number).containsExactly(2L);
    assertThat(back.get(0).text()).isPresent();
    assertThat(history(Shop.NOTE)).extracting(StoredDefinition::number).containsExactly(1L);
  }

  private List<StoredDefinition> history(ObjectName table) {
    try (EndpointSession session =
        new MemoryEndpoint(project.sink).open(new EndpointOptions(Project.NAME, 1, "state"))) {
      StateStore state = session.stateStore().orElseThrow();
      return state.definitions(Project.NAME).stream()
          .filter(definition -> definition.source().equals(table))
          .toList();
    }
  }

  private MigrationProject of(Collection<ObjectName> tables) {
    return of(tables, Project.NONE);
  }

  private MigrationProject of(Collection<ObjectName> tables, Faults faults) {
    return project.project("SFI", tables, faults, project.death());
  }
}
