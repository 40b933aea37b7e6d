package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.error.ServerRefusal;
import io.openoms.binlog.mysql.reader.EventMutation;
import io.openoms.binlog.mysql.reader.LogRecorder;
import io.openoms.binlog.mysql.reader.RecordedEvent;
import io.openoms.binlog.mysql.reader.RecordedLog;
import io.openoms.binlog.mysql.value.ServerCharacterTables;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.mysql.MySql;
import io.openoms.mysql.MySqlTraits;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged logs: what real servers sent is changed, seeded, and read again. The result is right, or
 * a stop by name; where a right checksum hides a change, other values in that transaction at the
 * most. {@code -Dopenoms.mutations} says how many for each server, {@code -Dopenoms.seed} from
 * which seed.
 */
class LogMutationsIT {

  private static final int TIMES = Rung.times("openoms.mutations", 1_200, 3_400);
  private static final long SEED = Seed.ofTheDay();
  private static final Duration NO_WAIT = Duration.ofSeconds(1);

  /** What one reading may take, for a transaction of some hundred kilobytes. */
  private static final long MOST_BYTES = 100L << 20;

  private static final String RIGHT = "right";
  private static final String DECISION = "another decision";
  private static final String TABLE = "another table";
  private static final String ROWS = "other rows of that event";
  private static final String VALUES = "other values";
  private static final Set<String> READ = Set.of(RIGHT, DECISION, TABLE, ROWS, VALUES);

  /** A reader that refuses all that is damaged is of no use: so many at least it reads. */
  private static final int LEAST_RIGHT = 16;

  private static final int LEAST_READ = 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What was read. */
  private record Outcome(
      List<LogTail.Told> told, Position reached, Optional<MigrationException> stop) {}

  static Stream<Named<ServerSpec>> sources() {
    return Stream.of(
        Named.of("MySQL 9.7", Servers.mysql97()),
        Named.of(
            "MySQL 8.0, defaults, no checksums",
            Servers.mysql80().withServerDefaults().option("--binlog-checksum=NONE")),
        Named.of("MariaDB, compressed", Servers.mariaDb().option("--log-bin-compress=ON")));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void damageIsReadRightOrNamed(ServerSpec source) throws Exception {
    String database = TestedPair.newName("mutated");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    DatabaseServer server = source.shared();
    try (Connections connections = LogConnections.of(server)) {
      RecordedLog log = record(server, connections, database);
      Future<?> all = thread.submit(() -> readMutated(log));
      all.get(300L + TIMES / 20, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static RecordedLog record(DatabaseServer server, Connections connections, String database)
      throws Exception {
    Set<Feature> features = EnumSet.copyOf(Feature.of(server));
    if (features.contains(Feature.PARTIAL_JSON)) {
      // Together they are a named stop.
      features.removeAll(EnumSet.of(Feature.MINIMAL_IMAGES, Feature.NOBLOB_IMAGES));
    }
    WorkloadOptions options =
        WorkloadOptions.of(SEED, features).withTransactions(60).withLarge(200, 25).withLobs(6_000);
    server.execute("FLUSH BINARY LOGS");
    try (Workload workload = new Workload(server, database, options);
        LogTail tail =
            new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()))) {
      workload.create();
      List<CapturedTable> tables = tail.tables(database, workload.tables().toArray(String[]::new));
      server.execute("FLUSH BINARY LOGS");
      tail.here();
      workload.start();
      workload.await();
      List<String> more =
          new ArrayList<>(
              List.of(
                  "USE " + database,
                  "CREATE TABLE other (id INT PRIMARY KEY, v TEXT)",
                  "INSERT INTO other VALUES (1, 'x')",
                  "DROP TABLE other"));
      if (server.version().startsWith("9")) {
        more.add(2, "SET gtid_next = 'AUTOMATIC:tagged'");
      }
      server.execute(more.toArray(String[]::new));
      return new LogRecorder(connections, new MySqlTraits(), new ServerCharacterTables(connections))
          .record(tail.start(), tables);
    }
  }

  private static void readMutated(RecordedLog log) {
    Whole whole = Whole.read(log);
    Map<String, Integer> results = new TreeMap<>();
    List<AssertionError> faults = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      try {
        results.merge(mutate(whole, i), 1, Integer::sum);
      } catch (AssertionError e) {
        faults.add(e);
      }
    }
    System.out.printf(
        "%s, %d transactions: mutations %s%n",
        log.traits().domains() ? "MariaDB" : "MySQL", log.transactions().size(), results);
    faults.forEach(fault -> fault.printStackTrace(System.out));
    assertThat(faults).isEmpty();
    assertReadsOn(results);
  }

  /** Not every damage matters, and not every one that does can be seen. */
  private static void assertReadsOn(Map<String, Integer> results) {
    int right = results.getOrDefault(RIGHT, 0);
    int stops =
        results.entrySet().stream()
            .filter(result -> !READ.contains(result.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(right).as("read right: %s", results).isGreaterThan(TIMES / LEAST_RIGHT);
    assertThat(stops).as("stops: %s", results).isBetween(TIMES / 2, TIMES - TIMES / LEAST_READ);
  }

  /** A recorded log, where each of its transactions begins, and what it tells. */
  private record Whole(
      RecordedLog log,
      List<Position> begins,
      List<List<LogTail.Told>> told,
      List<byte[]> allEvents) {

    static Whole read(RecordedLog log) {
      List<List<RecordedEvent>> transactions = log.transactions();
      List<Position> begins = new ArrayList<>();
      List<List<LogTail.Told>> told = new ArrayList<>();
      Position at = log.start();
      for (int i = 0; i < transactions.size(); i++) {
        Position begin = log.at(i, at);
        Outcome outcome =
            LogMutationsIT.read(log, begin, log.prelude(), transactions.get(i), List.of());
        assertThat(outcome.stop()).as("transaction %s as it was", i).isEmpty();
        begins.add(begin);
        told.add(outcome.told());
        at = outcome.reached();
      }
      assertThat(told.stream().filter(one -> !one.isEmpty()).count()).isGreaterThan(60);
      assertThat(told.stream().flatMap(List::stream).mapToLong(one -> one.changes().size()).sum())
          .isGreaterThan(400);
      return new Whole(
          log,
          begins,
          told,
          transactions.stream().flatMap(List::stream).map(RecordedEvent::bytes).toList());
    }
  }

  /** Reads a transaction that is changed, and the one behind it; tells what came of it. */
  private static String mutate(Whole whole, int number) {
    RecordedLog log = whole.log();
    List<List<RecordedEvent>> transactions = log.transactions();
    Random random = new Random(SEED * 1_000_003 + number);
    int chosen = random.nextInt(transactions.size() - 1);
    EventMutation mutation = new EventMutation(random, log.hasChecksums(), whole.allEvents());
    boolean before = random.nextInt(50) == 0;
    List<RecordedEvent> events = transactions.get(chosen);
    EventMutation.Changed changed = mutation.change(before ? log.prelude() : events);
    List<RecordedEvent> prelude = before ? changed.events() : log.prelude();
    List<RecordedEvent> all = new ArrayList<>(before ? events : changed.events());
    all.addAll(transactions.get(chosen + 1));
    String what =
        "%d of seed %d, transaction %d%s: %s"
            .formatted(number, SEED, chosen, before ? ", before it" : "", changed.what());
    Position from = whole.begins().get(chosen);
    Outcome outcome =
        readInBounds(log, from, prelude, all, before ? List.of() : changed.sequence(), what);
    return judge(outcome, whole.told().get(chosen), whole.told().get(chosen + 1), changed, what);
  }

  private static Outcome readInBounds(
      RecordedLog log,
      Position from,
      List<RecordedEvent> prelude,
      List<RecordedEvent> events,
      List<Integer> sequence,
      String what) {
    long bytes = allocated();
    long time = System.nanoTime();
    Outcome outcome;
    try {
      outcome = read(log, from, prelude, events, sequence);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
    assertThat(allocated() - bytes).as("memory; %s", what).isLessThan(MOST_BYTES);
    assertThat(Duration.ofNanos(System.nanoTime() - time))
        .as(what)
        .isLessThan(Duration.ofMinutes(1));
    return outcome;
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static Outcome read(
      RecordedLog log,
      Position from,
      List<RecordedEvent> before,
      List<RecordedEvent> events,
      List<Integer> sequence) {
    List<LogTail.Told> told = new ArrayList<>();
    List<LogTail.Change> changes = new ArrayList<>();
    try (ChangeReader reader = log.read(from, before, events, sequence)) {
      try {
        while (true) {
          ChangeEvent event = reader.next(NO_WAIT);
          if (event instanceof ChangeEvent.Changes some) {
            for (RowChange row : some.changes()) {
              changes.add(new LogTail.Change(some.table().name(), row));
            }
          } else if (event instanceof ChangeEvent.SchemaChanged change) {
            throw DefinitionChanges.refusal(change);
          } else if (event instanceof ChangeEvent.Committed end) {
            told.add(new LogTail.Told(name(end.id()), end.committedAt(), List.copyOf(changes)));
            changes.clear();
          } else if (event instanceof ChangeEvent.Idle idle && idle.atEnd()) {
            return new Outcome(told, reader.position(), Optional.empty());
          }
        }
      } catch (MigrationException e) {
        return new Outcome(told, reader.position(), Optional.of(e));
      }
    }
  }

  /**
   * Its GTID, if it has one: where a stream begins by names, the place beside it rests on what the
   * server says of the file, which may be damaged here, and decides nothing.
   */
  private static String name(String id) {
    return id.replaceFirst(" .*", "");
  }

  private static String judge(
      Outcome outcome,
      List<LogTail.Told> mutated,
      List<LogTail.Told> behind,
      EventMutation.Changed changed,
      String what) {
    List<LogTail.Told> expected = new ArrayList<>(mutated);
    expected.addAll(behind);
    if (outcome.stop().isPresent()) {
      MigrationException stop = outcome.stop().get();
      assertNamed(stop, what);
      assertThat(outcome.told().size()).as(what).isLessThanOrEqualTo(expected.size());
      if (changed.noticed()) {
        assertThat(outcome.told()).as(what).isEqualTo(expected.subList(0, outcome.told().size()));
      }
      return stop.code().name();
    }
    assertThat(changed.noticed()).as("a wrong checksum; %s", what).isFalse();
    if (outcome.told().equals(expected)) {
      return RIGHT;
    }
    if (changed.prepares()) {
      // Nothing else in the log need contradict it.
      return DECISION;
    }
    // One that tells nothing may be prepared, and told by the one behind it.
    if (!mutated.isEmpty() && !behind.isEmpty()) {
      assertThat(outcome.told()).as(what).isNotEmpty();
      assertThat(outcome.told().get(outcome.told().size() - 1)).as(what).isEqualTo(behind.get(0));
    }
    if (changed.renames()) {
      // Nothing tells such rows from those of a table that is not wanted.
      return TABLE;
    }
    if (changed.ofRows()) {
      // A length within a row may be such that the event still ends with a row.
      assertThat(outcome.told()).as(what).hasSameSizeAs(expected);
      boolean same = counts(outcome.told()).equals(counts(expected));
      return same ? VALUES : ROWS;
    }
    assertThat(counts(outcome.told())).as(what).isEqualTo(counts(expected));
    return VALUES;
  }

  private static List<Integer> counts(List<LogTail.Told> told) {
    return told.stream().map(one -> one.changes().size()).toList();
  }

  private static void assertNamed(MigrationException stop, String what) {
    assertThat(stop.code().name()).as(what).isNotEqualTo("CONNECTION_LOST");
    Throwable cause = stop.getCause();
    boolean expected =
        cause == null
            || cause instanceof MalformedEventException
            || cause instanceof ServerRefusal
            || cause instanceof MigrationException
            || stop.code().name().equals("VALUE_REFUSED")
            || stop.code().name().equals("STATEMENT_NOT_FOLLOWED");
    if (!expected) {
      throw new AssertionError(what, stop);
    }
    assertThat(stop.context().position()).as(what).isPresent();
  }
}
