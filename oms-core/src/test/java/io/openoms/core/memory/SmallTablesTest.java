package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.RunState;
import io.openoms.event.IndexEvent;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredObject;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small tables are copied many together, in one transaction, with their indexes. */
class SmallTablesTest {

  @TempDir Path directory;
  private Project project;

  @BeforeEach
  void open() throws Exception {
    project = new Project(directory, options -> {});
    project.chunkRows = 100;
  }

  /** Counts the calls of a name. */
  private static final class Counted implements Faults {
    private final List<String> names = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void before(Call call) {
      names.add(call.name());
    }

    long of(String name) {
      return names.stream().filter(name::equals).count();
    }
  }

  @Test
  void manyAreOneTransactionAndHaveAllTheirIndexes() throws Exception {
    for (int i = 0; i < 40; i++) {
      ObjectName name = many(i);
      project.source.create(
          MemoryTables.table("shop", name.name())
              .number("id")
              .text("name")
              .primaryKey("id")
              .unique("u", "name")
              .define());
      project.source.write(w -> w.insert(name, 1, "a").insert(name, 2, "b"));
    }
    List<ObjectName> tables = new ArrayList<>(IntStream.range(0, 40).mapToObj(this::many).toList());
    List<String> built = Collections.synchronizedList(new ArrayList<>());
    project.watch(
        new MigrationListener() {
          @Override
          public void onIndex(IndexEvent event) {
            built.add(event.index());
          }
        });
    Counted calls = new Counted();
    MigrationResult result = project.run(project.project("SFI", tables, calls, project.death()));
    assertThat(result.error()).isEmpty();
    assertThat(calls.of("SnapshotSource.sharedPoint")).isEqualTo(1);
    assertThat(calls.of("SinkTransaction.commit")).isEqualTo(1);
    assertThat(calls.of("SnapshotSource.splitter")).isZero();
    assertThat(built).isEmpty();
    tables.forEach(
        table -> {
          assertThat(project.sink.rows(table)).isEqualTo(List.of("1|a", "2|b"));
          assertThat(stored(table).milestones().has(Milestone.CONVERGED)).isTrue();
        });
    // The unique index stands: the sink refuses a second row of that name.
    ObjectName one = tables.get(0);
    assertThat(refused(() -> project.sink.write(w -> w.insert(one, 3, "a")))).isTrue();
  }

  /** Statistics tell rows, but not how long they are: memory is bounded all the same. */
  @Test
  void aGroupThatIsLargerThanExpectedIsCommittedInParts() {
    String large = "x".repeat(3 << 20);
    for (int i = 0; i < 12; i++) {
      ObjectName name = many(i);
      int id = i;
      project.source.create(
          MemoryTables.table("shop", name.name()).number("id").text("v").primaryKey("id").define());
      project.source.write(w -> w.insert(name, id, large));
    }
    List<ObjectName> tables = IntStream.range(0, 12).mapToObj(this::many).toList();
    Counted calls = new Counted();
    assertThat(project.run(project.project("SFI", tables, calls, project.death())).error())
        .isEmpty();
    assertThat(calls.of("SinkTransaction.commit")).isBetween(2L, 6L);
    tables.forEach(
        table -> assertThat(project.sink.rows(table)).isEqualTo(project.source.rows(table)));
  }

  /** Many share one target, which the first one creates. */
  @Test
  void tablesThatAreMergedAreCreatedOnceAndCopiedOneByOne() {
    for (int i = 0; i < 120; i++) {
      ObjectName name = many(i);
      int id = i;
      project.source.create(
          MemoryTables.table("shop", name.name()).number("id").primaryKey("id").define());
      project.source.write(w -> w.insert(name, id));
    }
    MigrationProject merging =
        MigrationProject.builder(Project.NAME)
            .source(new MemoryEndpoint(project.source))
            .sink(new MemoryEndpoint(project.sink))
            .objects(o -> o.include("shop.many*=all.many").include("shop.item"))
            .phases(p -> p.schema().full(f -> f.readers(3).writers(3)))
            .build();
    MigrationResult result = project.run(merging);
    assertThat(result.isComplete()).as("%s", result).isTrue();
    assertThat(project.sink.rows(new ObjectName("all", "many"))).hasSize(120);
  }

  private ObjectName many(int number) {
    return new ObjectName("shop", "many" + number);
  }

  private static boolean refused(Runnable work) {
    try {
      work.run();
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  private StoredObject stored(ObjectName table) {
    try (EndpointSession session =
        new MemoryEndpoint(project.sink).open(new EndpointOptions(Project.NAME, 1, "state"))) {
      return session.stateStore().orElseThrow().read(Project.NAME).orElseThrow().objects().stream()
          .filter(object -> object.source().equals(table))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Rows come and go after the first table is read, and before the last one is. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatChangesWhileTheyAreReadArrivesOnce(boolean placed) {
    if (!placed) {
      project.source.withoutSharedPoints();
    }
    Strike second =
        Strike.before(
            call -> call.name().equals("ReadPoint.read") && call.number() == 2,
            call ->
                project.source.write(
                    w ->
                        w.insert(Shop.ITEM, 9, 9)
                            .delete(Shop.ITEM, 1)
                            .update(Shop.NAME, List.of(1), 1, "spare")
                            .update(Shop.NAME, List.of(2), 2, "n1")
                            .insert(Shop.NAME, 9, "n2")));
    assertThat(project.run(second, project.death()).error()).isEmpty();
    assertThat(second.struck()).isNotNull();
    project.compare("written while they are read");
    assertThat(stored(Shop.NAME).milestones().watermarks().low())
        .as("the position of its rows is known")
        .matches(low -> low.equals(stored(Shop.NAME).milestones().watermarks().high()) == placed);
    project.shop.plan(1);
    project.finish("and followed");
  }

  @Test
  void aTableThatTheSinkRefusesFailsAlone() {
    project.sink.withCollation(MemoryTables.NO_CASE);
    project.source.write(w -> w.insert(Shop.NAME, 10, "N1"));
    MigrationResult result = project.run();
    assertThat(result.state()).isEqualTo(RunState.FAILED);
    assertThat(status(result, Shop.NAME)).isEqualTo(ObjectStatus.FAILED);
    assertThat(status(result, Shop.ITEM)).isEqualTo(ObjectStatus.COMPLETED);
    assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(project.source.rows(Shop.ITEM));
    assertThat(project.sink.rows(Shop.NAME)).isEmpty();
  }

  private static ObjectStatus status(MigrationResult result, ObjectName table) {
    return result.objects().stream()
        .filter(object -> object.source().equals(table))
        .map(ObjectResult::status)
        .findFirst()
        .orElseThrow();
  }

  /** Statistics of a server may be old. */
  @Test
  void aTableThatIsNotSmallAfterAllIsCopiedInChunks() {
    project.chunkRows = 10;
    Strike grow =
        Strike.before(
            call -> call.name().equals("SnapshotSource.sharedPoint") && call.number() == 1,
            call ->
                project.source.write(
                    w -> IntStream.range(100, 150).forEach(id -> w.insert(Shop.ITEM, id, 0))));
    Counted calls = new Counted();
    assertThat(project.run(grow.and(calls), project.death()).error()).isEmpty();
    assertThat(calls.of("SnapshotSource.splitter")).isPositive();
    project.compare("grown");
  }

  @Test
  void rowsThatStandAtTheSinkKeepTheirTableOutOfAGroup() {
    project.finish("copied once");
    project.whole().release();
    project.sink.drop(Shop.ITEM);
    project.sink.drop(Shop.NOTE);
    MigrationResult result = project.run();
    assertThat(status(result, Shop.NAME)).isEqualTo(ObjectStatus.FAILED);
    assertThat(error(result, Shop.NAME).orElseThrow()).contains("TARGET_NOT_EMPTY");
    assertThat(status(result, Shop.ITEM)).isEqualTo(ObjectStatus.COMPLETED);
  }

  private static Optional<String> error(MigrationResult result, ObjectName table) {
    return result.objects().stream()
        .filter(object -> object.source().equals(table))
        .findFirst()
        .flatMap(ObjectResult::error);
  }
}
