package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.RowDifference;
import io.openoms.SelectionChange;
import io.openoms.ViewVerification;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.CopiedTable;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredShapes;
import io.openoms.spi.state.StoredVerification;
import io.openoms.spi.state.WriterRow;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored of an object is read back, milestone by milestone. */
class StateStoreIT {

  private static final String PROJECT = "milestones";
  private static final String SCHEMA = "milestones_state";
  private static final ObjectName NAME = new ObjectName("shop", "item");
  private static final ObjectName OTHER = new ObjectName("shop", "other");

  static Stream<Endpoint> sinks() {
    return Stream.of(oceanBase(), postgreSql(), new MemoryEndpoint(new MemoryServer()));
  }

  private static Endpoint postgreSql() {
    DatabaseServer server = Servers.postgreSql16().hostile().shared();
    return PostgreSql.at(server.jdbcUrl() + "postgres")
        .credentials(server.user(), server.password());
  }

  private static Endpoint oceanBase() {
    DatabaseServer server = Servers.oceanBase().shared();
    return OceanBase.at(server.jdbcUrl()).credentials(server.user(), server.password());
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void milestonesAreStoredAndCleared(Endpoint sink) {
    try (EndpointSession session = sink.open(new EndpointOptions(PROJECT, 2, SCHEMA))) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      long epoch = store.takeOver(PROJECT, "digest", List.of("test"));
      try {
        Milestones copied =
            Milestones.none()
                .with(Milestone.CREATED, Optional.empty())
                .with(Milestone.COPY_VOID, Optional.empty())
                .with(Milestone.ROWS_OF_OTHERS, Optional.empty())
                .with(Milestone.SOURCE_GONE, Optional.empty())
                .with(Milestone.LOW_WATERMARK, at("a"))
                .with(Milestone.CAPTURED, at("a"));
        write(store, epoch, tx -> tx.putObject(PROJECT, object(NAME, copied)));
        write(store, epoch, tx -> tx.putObject(PROJECT, object(OTHER, copied)));
        assertThat(read(store, NAME)).isEqualTo(copied);

        Milestones next =
            copied
                .without(Set.of(Milestone.COPY_VOID))
                .with(Milestone.LOW_WATERMARK, at("b"))
                .with(Milestone.SPLIT, Optional.empty());
        write(store, epoch, tx -> tx.putObject(PROJECT, object(NAME, next)));
        assertThat(read(store, NAME)).isEqualTo(Milestones.of(next.reached()));

        write(store, epoch, tx -> tx.clearMilestone(PROJECT, NAME, Milestone.CAPTURED));
        assertThat(read(store, NAME).has(Milestone.CAPTURED)).isFalse();
        assertThat(read(store, NAME).position(Milestone.LOW_WATERMARK)).isEqualTo(at("b"));

        write(store, epoch, tx -> tx.removeObject(PROJECT, NAME));
        write(store, epoch, tx -> tx.putObject(PROJECT, object(NAME, Milestones.none())));
        assertThat(read(store, NAME)).isEqualTo(Milestones.none());
        assertThat(read(store, OTHER)).as("another object's").isEqualTo(copied);
      } finally {
        store.release(PROJECT);
      }
    }
  }

  /** More tables than one statement carries. */
  @ParameterizedTest
  @MethodSource("sinks")
  void manyTablesAreStoredTogether(Endpoint sink) {
    try (EndpointSession session = sink.open(new EndpointOptions(PROJECT, 2, SCHEMA))) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      long epoch = store.takeOver(PROJECT, "digest", List.of("test"));
      try {
        List<ObjectName> names =
            IntStream.range(0, 450).mapToObj(i -> new ObjectName("shop", "t" + i)).toList();
        Milestones copied =
            Milestones.none()
                .with(Milestone.SPLIT, Optional.empty())
                .with(Milestone.LOW_WATERMARK, at("a"));
        assertThat(store.chunked(PROJECT)).isEmpty();
        write(
            store,
            epoch,
            tx -> {
              tx.putObjects(PROJECT, names.stream().map(name -> object(name, copied)).toList());
              tx.addCopied(
                  PROJECT,
                  IntStream.range(0, names.size())
                      .mapToObj(i -> new CopiedTable(names.get(i), i, i % 2))
                      .toList());
              tx.putObjects(PROJECT, List.of());
              tx.addCopied(PROJECT, List.of());
            });
        assertThat(store.chunked(PROJECT)).hasSameElementsAs(names);
        assertThat(store.chunked("another")).isEmpty();
        List<StoredObject> objects = store.read(PROJECT).orElseThrow().objects();
        assertThat(objects).hasSize(names.size());
        for (StoredObject object : objects) {
          int number = names.indexOf(object.source());
          assertThat(object.milestones()).isEqualTo(copied);
          assertThat(object.rows()).isEqualTo(number);
          assertThat(object.conflicts()).isEqualTo(number % 2);
        }
        assertThat(store.pendingChunks(PROJECT, names.get(7))).isEmpty();
        assertThat(store.lastChunk(PROJECT, names.get(7)))
            .hasValue(new StoredChunk(0, ChunkRange.all()));
      } finally {
        store.release(PROJECT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void whatAVerificationFoundIsStoredPageByPage(Endpoint sink) {
    try (EndpointSession session = sink.open(new EndpointOptions(PROJECT, 2, SCHEMA))) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      long epoch = store.takeOver(PROJECT, "digest", List.of("test"));
      try {
        StoredVerification found = verification(NAME, Optional.of("FAULT: text"));
        write(store, epoch, tx -> tx.putVerification(PROJECT, found));
        write(
            store, epoch, tx -> tx.putVerification(PROJECT, verification(OTHER, Optional.empty())));
        write(store, epoch, tx -> tx.addDifferences(PROJECT, NAME, differences(1, 5)));
        write(store, epoch, tx -> tx.addDifferences(PROJECT, OTHER, differences(1, 1)));
        assertThat(store.verifications(PROJECT))
            .containsExactly(found, verification(OTHER, Optional.empty()));
        assertThat(store.differences(PROJECT, NAME, 0, 3)).isEqualTo(differences(1, 3));
        assertThat(store.differences(PROJECT, NAME, 3, 3)).isEqualTo(differences(4, 5));
        assertThat(store.lastDifference(PROJECT, NAME)).isEqualTo(5);

        write(store, epoch, tx -> tx.putViews(PROJECT, List.of(view(OTHER), view(NAME))));
        assertThat(store.verifiedViews(PROJECT)).containsExactlyInAnyOrder(view(NAME), view(OTHER));
        write(store, epoch, tx -> tx.putViews(PROJECT, List.of(view(OTHER))));
        assertThat(store.verifiedViews(PROJECT)).containsExactly(view(OTHER));

        write(store, epoch, tx -> tx.removeDifferences(PROJECT, NAME, 4));
        assertThat(store.differences(PROJECT, NAME, 0, 9)).isEqualTo(differences(5, 5));
        write(store, epoch, tx -> tx.removeVerification(PROJECT, NAME));
        assertThat(store.differences(PROJECT, NAME, 0, 9)).isEmpty();
        assertThat(store.lastDifference(PROJECT, NAME)).isZero();
        assertThat(store.verifications(PROJECT))
            .containsExactly(verification(OTHER, Optional.empty()));
        assertThat(store.differences(PROJECT, OTHER, 0, 9)).isEqualTo(differences(1, 1));
      } finally {
        store.release(PROJECT);
      }
      assertThat(store.verifications(PROJECT)).isEmpty();
      assertThat(store.verifiedViews(PROJECT)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void howFarAVerificationIsGoesWithTheTable(Endpoint sink) {
    try (EndpointSession session = sink.open(new EndpointOptions(PROJECT, 2, SCHEMA))) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      long epoch = store.takeOver(PROJECT, "digest", List.of("test"));
      try {
        KeyTuple key = KeyTuple.of(List.of(new byte[] {0, 'a'}, new byte[0]));
        StoredComparison begun = comparison(NAME, Optional.empty(), false);
        StoredComparison half = comparison(NAME, Optional.of(key), false);
        StoredComparison done = comparison(OTHER, Optional.empty(), true);
        write(store, epoch, tx -> tx.putComparison(PROJECT, begun));
        assertThat(store.comparisons(PROJECT)).containsExactly(begun);
        write(store, epoch, tx -> tx.putComparison(PROJECT, done));
        write(store, epoch, tx -> tx.putComparison(PROJECT, half));
        assertThat(store.comparisons(PROJECT)).containsExactly(half, done);
        write(store, epoch, tx -> tx.removeComparison(PROJECT, OTHER));
        assertThat(store.comparisons(PROJECT)).containsExactly(half);

        write(store, epoch, tx -> tx.putObject(PROJECT, object(NAME, Milestones.none())));
        write(store, epoch, tx -> tx.removeObject(PROJECT, OTHER));
        assertThat(store.comparisons(PROJECT)).containsExactly(half);
        write(store, epoch, tx -> tx.removeObject(PROJECT, NAME));
        assertThat(store.comparisons(PROJECT)).isEmpty();
        write(store, epoch, tx -> tx.putComparison(PROJECT, half));
      } finally {
        store.release(PROJECT);
      }
      store.prepare();
      assertThat(store.comparisons(PROJECT)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void rowsWhoseChangeWasHandedOverGoWithTheTable(Endpoint sink) {
    try (EndpointSession session = sink.open(new EndpointOptions(PROJECT, 2, SCHEMA))) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      long epoch = store.takeOver(PROJECT, "digest", List.of("test"));
      try {
        KeyTuple one = KeyTuple.of(List.of(new byte[] {0, 'a'}, new byte[0]));
        KeyTuple large = KeyTuple.of(List.of(new byte[3_000], new byte[] {1}));
        write(store, epoch, tx -> tx.addDeadLetters(PROJECT, NAME, List.of(one, large)));
        write(store, epoch, tx -> tx.addDeadLetters(PROJECT, NAME, List.of(one)));
        write(store, epoch, tx -> tx.addDeadLetters(PROJECT, OTHER, List.of(one)));
        assertThat(store.deadLetters(PROJECT, 9))
            .isEqualTo(Map.of(NAME, Set.of(one, large), OTHER, Set.of(one)));
        assertThat(store.deadLetters(PROJECT, 2).values().stream().mapToInt(Set::size).sum())
            .isEqualTo(2);
        write(store, epoch, tx -> tx.removeDeadLetters(PROJECT, NAME, List.of(large)));
        assertThat(store.deadLetters(PROJECT, 9).get(NAME)).containsExactly(one);

        write(store, epoch, tx -> tx.putObject(PROJECT, object(NAME, Milestones.none())));
        write(store, epoch, tx -> tx.removeObject(PROJECT, NAME));
        assertThat(store.deadLetters(PROJECT, 9)).containsOnlyKeys(OTHER);
      } finally {
        store.release(PROJECT);
      }
      store.prepare();
      assertThat(store.deadLetters(PROJECT, 9)).isEmpty();
    }
  }

  /** As a version of the same format has left it that stored less. */
  @Test
  void aBookkeepingWithoutHowFarAVerificationIsGetsIt() throws Exception {
    DatabaseServer server = Servers.oceanBase().shared();
    String schema = TestedPair.newName("lesser");
    try (EndpointSession session = oceanBase().open(new EndpointOptions(PROJECT, 2, schema))) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      long epoch = store.takeOver(PROJECT, "digest", List.of("test"));
      server.execute(
          "DROP TABLE " + schema + ".comparison",
          "DROP TABLE " + schema + ".verified_view",
          "DROP TABLE " + schema + ".verified_by_rule",
          "DROP TABLE " + schema + ".verified_dead_letter",
          "DROP TABLE " + schema + ".dead_letter");
      write(store, epoch, tx -> tx.removeObject(PROJECT, NAME));
      assertThat(store.read(PROJECT)).isPresent();
      assertThat(store.verifications(PROJECT)).isEmpty();
      assertThat(store.verifiedViews(PROJECT)).isEmpty();
      store.prepare();
      write(
          store, epoch, tx -> tx.putComparison(PROJECT, comparison(NAME, Optional.empty(), true)));
      assertThat(store.comparisons(PROJECT)).hasSize(1);
      server.execute(
          "DROP TABLE " + schema + ".comparison",
          "DROP TABLE " + schema + ".verified_view",
          "DROP TABLE " + schema + ".verified_by_rule",
          "DROP TABLE " + schema + ".verified_dead_letter",
          "DROP TABLE " + schema + ".dead_letter");
      assertThat(store.release(PROJECT)).isTrue();
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + schema);
    }
  }

  private static StoredComparison comparison(
      ObjectName table, Optional<KeyTuple> upTo, boolean isDone) {
    Instant began = Instant.parse("2026-11-29T01:02:03.456789Z");
    return new StoredComparison(table, began, "form", 7, upTo.isPresent() ? 3 : 0, upTo, isDone);
  }

  private static StoredVerification verification(ObjectName table, Optional<String> error) {
    return new StoredVerification(
        table,
        Instant.parse("2026-11-29T01:02:03.456789Z"),
        9,
        1,
        2,
        3,
        4,
        error.isPresent() ? 5 : 0,
        error.isPresent() ? 6 : 0,
        error);
  }

  private static ViewVerification view(ObjectName name) {
    return new ViewVerification(
        new ObjectName("from", name.name()),
        name,
        ViewVerification.Result.UNCOMPARED,
        name.equals(NAME) ? List.of() : List.of("one", "another; one"),
        Optional.of("FAULT"),
        Optional.of("FAULT: text"));
  }

  private static List<StoredDifference> differences(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            number ->
                new StoredDifference(
                    number,
                    RowDifference.Kind.EXTRA,
                    KeyTuple.of(List.of(new byte[] {(byte) number, 0}, new byte[0]))))
        .toList();
  }

  @Test
  void aStateOfAnOlderFormatIsRefusedAndLeftAsItIs() throws Exception {
    DatabaseServer server = Servers.oceanBase().shared();
    String schema = server.createDatabase("older");
    server.execute(
        "CREATE TABLE " + schema + ".format (version INT NOT NULL PRIMARY KEY)",
        "INSERT INTO " + schema + ".format VALUES (4)");
    try (EndpointSession session = oceanBase().open(new EndpointOptions(PROJECT, 2, schema));
        Connection connection = server.connect()) {
      StateStore store = session.stateStore().orElseThrow();

      assertThatThrownBy(store::prepare).hasMessageContaining("format [4]");
      assertThatThrownBy(() -> store.read(PROJECT)).hasMessageContaining("format [4]");

      String tables = "information_schema.tables WHERE table_schema = '" + schema + "'";
      assertThat(TableDigest.rows(connection, tables, "1")).hasSize(1);
      assertThat(TableDigest.rows(connection, schema + ".format", "version")).hasSize(1);
    } finally {
      server.execute("DROP DATABASE " + schema);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void aStateOfAFormatBeforeIsReadAndIsOfThisFormatOnceItIsPrepared(int before) throws Exception {
    DatabaseServer server = Servers.oceanBase().shared();
    String schema = TestedPair.newName("before");
    try (EndpointSession session = oceanBase().open(new EndpointOptions(PROJECT, 2, schema));
        Connection connection = server.connect()) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      store.takeOver(PROJECT, "digest", List.of("test"));
      server.execute("UPDATE " + schema + ".format SET version = " + before);
      assertThat(store.read(PROJECT)).isPresent();
      store.prepare();
      assertThat(TableDigest.rows(connection, schema + ".format WHERE version = 10", "1"))
          .as("an older version refuses it")
          .hasSize(1);
      assertThat(store.read(PROJECT)).isPresent();
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + schema);
    }
  }

  /** Whoever asks for a status while another process makes or drops the tables. */
  @Test
  void aBookkeepingThatIsBeingMadeOrDroppedIsNone() throws Exception {
    DatabaseServer server = Servers.oceanBase().shared();
    String schema = TestedPair.newName("making");
    try (EndpointSession session = oceanBase().open(new EndpointOptions(PROJECT, 2, schema));
        Connection connection = server.connect()) {
      StateStore store = session.stateStore().orElseThrow();
      store.prepare();
      store.takeOver(PROJECT, "digest", List.of("test"));
      assertThat(store.read(PROJECT)).isPresent();
      List<SelectionChange> added = List.of(new SelectionChange(NAME, SelectionChange.Kind.ADDED));
      store.changeSelection(PROJECT, added);
      assertThat(store.selectionChanges(PROJECT)).isEqualTo(added);
      List<String> tables = new ArrayList<>(List.of("switch_request"));
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                      + schema
                      + "' AND table_name NOT IN ('switch_request', 'format')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      assertThat(tables).hasSizeGreaterThan(10);
      for (String table : tables) {
        server.execute("DROP TABLE " + schema + ".`" + table + "`");
        assertThat(store.read(PROJECT)).as(table).isEmpty();
        assertThat(store.release(PROJECT)).as(table).isFalse();
      }
      assertThat(store.selectionChanges(PROJECT)).isEmpty();
      server.execute("DELETE FROM " + schema + ".format");
      assertThat(store.read(PROJECT)).isEmpty();
      store.prepare();
      store.takeOver(PROJECT, "digest", List.of("test"));
      assertThat(store.read(PROJECT)).isPresent();
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + schema);
    }
  }

  private static Optional<Position> at(String text) {
    return Optional.of(new Position(text));
  }

  private static StoredObject object(ObjectName name, Milestones milestones) {
    return new StoredObject(
        ObjectKind.TABLE,
        name,
        name,
        "",
        ObjectStatus.COPYING,
        milestones,
        StoredShapes.none(),
        0,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static void write(StateStore store, long epoch, Consumer<StateTransaction> change) {
    try (StateTransaction tx = store.begin()) {
      change.accept(tx);
      tx.advance(new WriterRow(PROJECT, "test", epoch));
      tx.commit();
    }
  }

  private static Milestones read(StateStore store, ObjectName name) {
    return store.read(PROJECT).orElseThrow().objects().stream()
        .filter(object -> object.source().equals(name))
        .findFirst()
        .orElseThrow()
        .milestones();
  }
}
