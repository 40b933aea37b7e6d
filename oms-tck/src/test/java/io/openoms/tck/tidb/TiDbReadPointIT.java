package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.tidb.Refusal;
import io.openoms.testkit.tidb.TiDbStandIn;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States of tables at one timestamp, and what ends them. */
class TiDbReadPointIT {

  private static final int WRITERS = 3;
  private static final int POINTS = 15;
  private static final RowBatches MEMORY = new RowBatches(new BatchLimits(100, 1 << 20));

  private final TiDbStandIn front = TiDbPair.standIn();
  private final TestedPair pair = TiDbPair.of(front);
  private final String database = TestedPair.newName("tipoint");
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger numbers = new AtomicInteger();

  /** A number that one transaction put into both tables, between two timestamps. */
  private record Written(int number, long before, long after) {}

  private final ConcurrentLinkedQueue<Written> written = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void create() {
    front.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".a (n INT)",
        "CREATE TABLE " + database + ".b (n INT)");
  }

  @AfterEach
  void drop() {
    pair.drop(database);
    front.close();
  }

  private EndpointSession open() {
    return pair.source().endpoint().open(new EndpointOptions("point", 3, "unused"));
  }

  private TableRead read(EndpointSession session, String name) {
    TableDefinition table =
        session.catalog().orElseThrow().table(new ObjectName(database, name)).orElseThrow();
    return new TableRead(table, table.storedColumns(), table.copyKey(), Optional.empty());
  }

  private static Set<Integer> numbers(ReadPoint point, TableRead read) {
    Set<Integer> found = new TreeSet<>();
    try (RowReader rows = point.read(read, ChunkRange.all(), MEMORY)) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          String text =
              new String(
                  batch.data(),
                  batch.offset(row, 0),
                  batch.length(row, 0),
                  StandardCharsets.US_ASCII);
          found.add(Integer.parseInt(text));
        }
        MEMORY.recycle(batch);
      }
    }
    return found;
  }

  private Void write() throws Exception {
    try (Connection connection = front.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!over.get()) {
        int number = numbers.incrementAndGet();
        statement.execute("INSERT INTO a VALUES (" + number + ")");
        statement.execute("INSERT INTO b VALUES (" + number + ")");
        long before = front.tso();
        connection.commit();
        written.add(new Written(number, before, front.tso()));
      }
    }
    return null;
  }

  /** Both tables hold what committed at or before the position's timestamp, and nothing else. */
  @Test
  void aStateHoldsWhatCommittedBeforeItsTimestamp() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Void>> writers = new ArrayList<>();
    List<Set<Integer>> seen = new ArrayList<>();
    List<Long> timestamps = new ArrayList<>();
    try (EndpointSession session = open()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(this::write));
      }
      TableRead a = read(session, "a");
      TableRead b = read(session, "b");
      for (int i = 0; i < POINTS; i++) {
        try (ReadPoint point = session.snapshot().orElseThrow().readPoint(List.of(a, b))) {
          Set<Integer> first = numbers(point, a);
          assertThat(numbers(point, b)).isEqualTo(first);
          seen.add(first);
          String position = point.position().orElseThrow().text();
          assertThat(position).startsWith("tidb/1 tso=");
          timestamps.add(Long.parseLong(position.substring("tidb/1 tso=".length())));
        }
      }
    } finally {
      over.set(true);
      for (Future<Void> writer : writers) {
        writer.get(1, TimeUnit.MINUTES);
      }
      threads.shutdown();
    }
    assertThat(timestamps).isSorted().doesNotHaveDuplicates();
    assertThat(seen.get(POINTS - 1)).hasSizeGreaterThan(POINTS);
    for (int i = 0; i < POINTS; i++) {
      long timestamp = timestamps.get(i);
      for (Written one : written) {
        if (one.after() <= timestamp) {
          assertThat(seen.get(i)).as("at %s: %s", timestamp, one).contains(one.number());
        } else if (one.before() >= timestamp) {
          assertThat(seen.get(i)).as("at %s: %s", timestamp, one).doesNotContain(one.number());
        }
      }
    }
  }

  /** Rows were read to the end, but the transaction is another one by then. */
  @Test
  void aTransactionThatWasEndedMeanwhileIsNoState() {
    front.execute("INSERT INTO " + database + ".a VALUES (1), (2)");
    try (EndpointSession session = open()) {
      TableRead a = read(session, "a");
      try (ReadPoint point = session.snapshot().orElseThrow().readPoint(List.of(a))) {
        front.insteadOnce(sql -> sql.equals("SELECT @@tidb_current_ts"), "SELECT 0");
        assertThatThrownBy(() -> numbers(point, a))
            .hasMessageContaining("SNAPSHOT_ENDED")
            .hasMessageContaining(database + ".a")
            .hasMessageContaining("tidb/1 tso=");
        assertThat(numbers(point, a)).containsExactly(1, 2);
      }
    }
  }

  @Test
  void aServerThatGivesNoTimestampIsNamed() {
    try (EndpointSession session = open()) {
      TableRead a = read(session, "a");
      front.insteadOnce(sql -> sql.equals("SELECT @@tidb_current_ts"), "SELECT 0");
      assertThatThrownBy(() -> session.snapshot().orElseThrow().readPoint(List.of(a)))
          .hasMessageContaining("TIMESTAMP_UNKNOWN");
    }
  }

  private Predicate<String> reads(String table) {
    return sql ->
        sql.startsWith("SELECT `n`") && sql.contains("`" + database + "`.`" + table + "`");
  }

  private ObjectResult result(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** Garbage collection ends the copy of a table without a key, by name and with a remedy. */
  @Test
  void whatGarbageCollectionRemovedIsNamed() throws Exception {
    front.execute("INSERT INTO " + database + ".a VALUES (1), (2)");
    // In a group with others, as a group of one, and alone.
    for (int i = 0; i < 3; i++) {
      front.failOnce(
          reads("a").and(sql -> !sql.contains("LIMIT")),
          Refusal.of(9006, "GC life time is shorter than transaction duration"));
    }

    MigrationResult result = pair.migrate(database, 0);

    assertThat(result(result, "a").error().orElse(""))
        .contains("SNAPSHOT_COLLECTED", "reading rows", "9006");
    assertThat(result(result, "b").error()).isEmpty();
  }

  /** TiKV is busy, a region has no leader, a definition is new: the step is done again. */
  @Test
  void whatPassesIsTriedAgain() throws Exception {
    front.execute(
        "CREATE TABLE " + database + ".k (n INT NOT NULL PRIMARY KEY)",
        "INSERT INTO " + database + ".k VALUES (1), (2), (3)",
        "INSERT INTO " + database + ".a VALUES (1), (2)");
    Predicate<String> chunks = reads("k").and(sql -> sql.contains("ORDER BY"));
    front.failOnce(chunks, Refusal.of(9003, "TiKV server is busy"));
    front.failOnce(chunks, Refusal.of(9005, "Region is unavailable"));
    front.failOnce(chunks, Refusal.of(9006, "GC life time is shorter"));
    front.failOnce(
        reads("a").and(sql -> !sql.contains("LIMIT")),
        Refusal.of(8028, "Information schema is changed"));

    pair.assertMigrates(database, 2);

    pair.compare(database).assertSameRows("k", "*");
    pair.compare(database).assertSameRows("a", "*");
  }

  /** What an operator or a proxy has set for all sessions has no say in what is read. */
  @Test
  void settingsOfTheClusterChangeNothing() throws Exception {
    front.execute("INSERT INTO " + database + ".a VALUES (1), (2)");
    front.global("tidb_snapshot", "2020-01-01 00:00:00");
    front.global("tidb_read_staleness", "-5");
    front.global("tidb_low_resolution_tso", "1");
    front.global("tidb_enable_external_ts_read", "1");
    front.global("tidb_idle_transaction_timeout", "1");
    front.global("default_collation_for_utf8mb4", "utf8mb4_general_ci");

    pair.assertMigrates(database, 2);

    front.global("tidb_snapshot", "");
    front.global("tidb_read_staleness", "0");
    front.global("tidb_low_resolution_tso", "0");
    front.global("tidb_enable_external_ts_read", "0");
    front.global("tidb_idle_transaction_timeout", "0");
    pair.compare(database).assertSameRows("a", "*");
  }
}
