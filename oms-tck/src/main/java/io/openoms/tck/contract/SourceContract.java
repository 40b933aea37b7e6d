package io.openoms.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.tck.contract.Rows.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every source must do: definitions, chunks, read points, and the roles that it declares. Its
 * log is tried by {@link LogContract}.
 */
public abstract class SourceContract {

  private static final int CONNECTIONS = 3;
  private static final int ROWS = 40;

  private SourceFixture source;
  private EndpointSession session;

  /** Opens a new place at the source. */
  protected abstract SourceFixture open();

  /** What the source can do; all else must be absent. */
  protected abstract Set<SourceBehaviour> behaviours();

  @BeforeEach
  void begin() {
    source = open();
    session =
        source.endpoint().open(new EndpointOptions("contract", CONNECTIONS, "contract_state"));
  }

  @AfterEach
  void end() {
    session.close();
    source.close();
  }

  @Test
  void itHasTheRolesThatAreDeclaredAndNoOthers() {
    Set<SourceBehaviour> found = EnumSet.allOf(SourceBehaviour.class);
    found.removeIf(behaviour -> !behaviour.isIn(session));
    assertThat(found).isEqualTo(behaviours());
    assertThat(session.facts()).isNotNull();
  }

  @Test
  void theCatalogTellsWhatIsThereAndNothingElse() {
    ObjectName table = source.create("here");
    Catalog catalog = session.catalog().orElseThrow();
    assertThat(catalog.databases()).contains(table.database());
    assertThat(catalog.entries(table.database())).extracting(entry -> entry.name()).contains(table);
    TableDefinition definition = catalog.table(table).orElseThrow();
    assertThat(definition.storedColumns())
        .extracting(ColumnDefinition::name)
        .containsExactly("id", "v");
    assertThat(definition.copyKey()).extracting(ColumnDefinition::name).containsExactly("id");
    assertThat(catalog.table(source.name("absent"))).isEmpty();
    assertThat(catalog.tables(List.of(table, source.name("absent")))).containsOnlyKeys(table);
  }

  @Test
  void aDefinitionIsReadBackFromItsText() {
    ObjectName table = source.create("stored");
    Catalog catalog = session.catalog().orElseThrow();
    TableDefinition now = catalog.table(table).orElseThrow();
    TableDefinition read = catalog.definition(table, catalog.definitionText(table).orElseThrow());
    assertThat(facts(read)).isNotEmpty().isEqualTo(facts(now));
    assertThat(read.copyKey()).extracting(ColumnDefinition::name).containsExactly("id");
    assertThat(catalog.definitionText(source.name("absent"))).isEmpty();
  }

  /** What rows are decoded by. */
  private static List<String> facts(TableDefinition table) {
    return table.columns().stream()
        .map(
            c ->
                c.name()
                    + " "
                    + c.type().neutral()
                    + " "
                    + c.type().characterSet()
                    + " "
                    + c.nullable())
        .toList();
  }

  @Test
  void chunksHoldEachRowOnceInTheOrderOfTheKey() {
    ObjectName table = source.create("chunks");
    assertThat(inChunks(table, 5)).isEmpty();
    source.insert(table, 1, ROWS);
    for (int size : new int[] {1, 7, ROWS, 1000}) {
      assertThat(inChunks(table, size)).as("chunks of %s", size).isEqualTo(rows(1, ROWS));
    }
  }

  private List<Row> inChunks(ObjectName table, int size) {
    TableRead read = Rows.read(session, table);
    SnapshotSource snapshot = session.snapshot().orElseThrow();
    snapshot.validate(read);
    List<Row> found = new ArrayList<>();
    Optional<KeyTuple> after = Optional.empty();
    for (Optional<KeyTuple> bound : bounds(read, Optional.empty(), size)) {
      found.addAll(Rows.all(snapshot.read(read, new ChunkRange(after, bound), Rows.memory())));
      after = bound;
    }
    return found;
  }

  /** The upper bounds of all chunks; the last one has none. */
  private List<Optional<KeyTuple>> bounds(TableRead read, Optional<KeyTuple> after, int size) {
    List<Optional<KeyTuple>> bounds = new ArrayList<>();
    try (ChunkSplitter splitter = session.snapshot().orElseThrow().splitter(read, after, size)) {
      Optional<KeyTuple> bound = splitter.nextBound();
      while (bound.isPresent()) {
        bounds.add(bound);
        bound = splitter.nextBound();
      }
    }
    bounds.add(Optional.empty());
    return bounds;
  }

  @Test
  void aWalkGoesOnWhereAnotherOneStopped() {
    ObjectName table = source.create("walk");
    source.insert(table, 1, ROWS);
    TableRead read = Rows.read(session, table);
    List<Optional<KeyTuple>> whole = bounds(read, Optional.empty(), 7);
    assertThat(whole).hasSizeGreaterThan(3);
    KeyTuple second = KeyTuple.decode(whole.get(1).orElseThrow().encode());
    assertThat(bounds(read, Optional.of(second), 7)).isEqualTo(whole.subList(2, whole.size()));
  }

  @Test
  void rowsAreFoundByTheirKeys() {
    ObjectName table = source.create("found");
    source.insert(table, 1, ROWS);
    TableRead read = Rows.read(session, table);
    List<Row> asked = List.of(Row.of(3), Row.of(ROWS), Row.of(ROWS + 1));
    assertThat(
            Rows.all(
                session
                    .snapshot()
                    .orElseThrow()
                    .find(read, Rows.batch(read.key(), asked), Rows.memory())))
        .containsExactlyInAnyOrder(Row.of(3), Row.of(ROWS));
  }

  @Test
  void aReadPointKeepsOneState() {
    ObjectName table = source.create("kept");
    source.insert(table, 1, ROWS);
    TableRead read = Rows.read(session, table);
    SnapshotSource snapshot = session.snapshot().orElseThrow();
    try (ReadPoint point = snapshot.readPoint(List.of(read))) {
      assertThat(point.position().isPresent() || !point.whyNoPosition().isEmpty()).isTrue();
      source.insert(table, ROWS + 1, 1);
      source.update(table, 1, "later");
      source.delete(table, 2);
      assertThat(Rows.all(point.read(read, ChunkRange.all(), Rows.memory())))
          .containsExactlyInAnyOrderElementsOf(rows(1, ROWS));
    }
    List<Row> now = new ArrayList<>(rows(3, ROWS + 1));
    now.add(0, new Row(1, "later"));
    assertThat(Rows.all(snapshot.read(read, ChunkRange.all(), Rows.memory()))).isEqualTo(now);
  }

  @Test
  void readersThatAreClosedEarlyHoldNothing() {
    ObjectName table = source.create("closed");
    source.insert(table, 1, ROWS);
    TableRead read = Rows.read(session, table);
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      try (RowReader reader =
          session.snapshot().orElseThrow().read(read, ChunkRange.all(), Rows.memory())) {
        assertThat(reader.next()).isNotNull();
      }
    }
    session.close();
    session.close();
  }

  private static List<Row> rows(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Row::of).toList();
  }
}
