package io.openoms.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.tck.contract.Rows.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log of every source must tell. */
public abstract class LogContract {

  private static final Duration STEP = Duration.ofMillis(50);
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

  private SourceFixture source;
  private EndpointSession session;
  private ChangeLog log;

  /** Opens a new place at the source. */
  protected abstract SourceFixture open();

  /**
   * A transaction as it was told.
   *
   * @param after where a reader goes on behind it
   */
  private record Told(String id, List<String> changes, Position after) {}

  @BeforeEach
  void begin() {
    source = open();
    session = source.endpoint().open(new EndpointOptions("contract_log", 4, "contract_state"));
    log = session.changeLog().orElseThrow();
  }

  @AfterEach
  void end() {
    session.captureSetup().ifPresent(setup -> setup.release());
    session.close();
    source.close();
  }

  @Test
  void everyTransactionIsToldOnceInItsOrder() {
    ObjectName table = source.create("told");
    Position start = captured(table);
    write(table);
    List<Told> told = told(start, table);
    assertThat(told)
        .extracting(Told::changes)
        .containsExactly(
            List.of("INSERT 1 v1", "INSERT 2 v2", "INSERT 3 v3"),
            List.of("UPDATE 2 new"),
            List.of("DELETE 1"),
            List.of("INSERT 1 v1"));
    assertThat(told).extracting(Told::id).doesNotHaveDuplicates();
  }

  private void write(ObjectName table) {
    source.insert(table, 1, 3);
    source.update(table, 2, "new");
    source.delete(table, 1);
    source.insert(table, 1, 1);
  }

  @Test
  void aReaderGoesOnBehindEachTransaction() {
    ObjectName table = source.create("resumed");
    Position start = captured(table);
    write(table);
    List<Told> whole = told(start, table);
    assertThat(whole).hasSize(4);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(told(new Position(whole.get(i).after().text()), table))
          .as("behind transaction %s", i)
          .extracting(Told::changes)
          .isEqualTo(whole.subList(i + 1, whole.size()).stream().map(Told::changes).toList());
    }
  }

  @Test
  void positionsTellWhatTheyCoverAndInclude() {
    ObjectName table = source.create("covered");
    Position start = captured(table);
    write(table);
    List<Told> told = told(start, table);
    Position end = log.current().orElseThrow();
    Position before = start;
    for (Told transaction : told) {
      assertThat(log.covers(transaction.after(), before)).isTrue();
      assertThat(log.covers(before, transaction.after())).isFalse();
      assertThat(log.covers(transaction.after(), transaction.after())).isTrue();
      assertThat(log.includes(before, transaction.id())).isFalse();
      assertThat(log.includes(transaction.after(), transaction.id())).isTrue();
      assertThat(log.covers(end, transaction.after())).isTrue();
      before = transaction.after();
    }
  }

  @Test
  void changesBeforeATableIsCapturedAreSkippedAndCounted() {
    ObjectName table = source.create("later");
    Position start = captured(table);
    source.insert(table, 1, 3);
    source.update(table, 2, "new");
    Position from = log.current().orElseThrow();
    source.delete(table, 1);
    Map<ObjectName, Long> skipped = new HashMap<>();

    assertThat(told(open(start, from, table), skipped, table))
        .extracting(Told::changes)
        .containsExactly(List.of("DELETE 1"));
    assertThat(skipped).isEqualTo(Map.of(table, 4L));
  }

  @Test
  void whatIsSeenBeforeAWatermarkIsNotToldBehindIt() {
    ObjectName table = source.create("watermark");
    captured(table);
    source.insert(table, 1, 5);
    Position seen = log.visible().orElseThrow();
    TableRead read = Rows.read(session, table);
    assertThat(
            Rows.all(session.snapshot().orElseThrow().read(read, ChunkRange.all(), Rows.memory())))
        .hasSize(5);
    source.update(table, 5, "after");
    List<String> changes = told(seen, table).stream().flatMap(t -> t.changes().stream()).toList();
    assertThat(changes).containsSubsequence("UPDATE 5 after").doesNotHaveDuplicates();
    assertThat(changes.get(changes.size() - 1)).isEqualTo("UPDATE 5 after");
  }

  @Test
  void aRowThatIsLookedUpIsAtLeastAsLateAsTheLog() {
    if (session.rowLookup().isEmpty()) {
      return; // SourceContract holds that this is declared
    }
    ObjectName table = source.create("lookup");
    Position start = captured(table);
    write(table);
    told(start, table);
    TableRead read = Rows.read(session, table);
    assertThat(
            Rows.all(
                session
                    .rowLookup()
                    .orElseThrow()
                    .find(
                        read,
                        Rows.batch(read.key(), List.of(Row.of(1), Row.of(2), Row.of(9))),
                        Rows.memory())))
        .containsExactlyInAnyOrder(Row.of(1), new Row(2, "new"));
  }

  @Test
  void aReaderThatWaitsIsClosedFromAnotherThread() throws Exception {
    ObjectName table = source.create("waiting");
    ChangeReader reader = open(captured(table), table);
    AtomicBoolean closed = new AtomicBoolean();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (!closed.get()) {
                  reader.next(Duration.ofSeconds(30));
                }
              } catch (MigrationException | IllegalStateException ended) {
                // Both say that nothing more comes.
              }
            });
    Thread.sleep(300);
    closed.set(true);
    reader.close();
    reader.close();
    waiting.get(20, TimeUnit.SECONDS);
  }

  /** Has the log hold the table's changes; gives where a reader begins. */
  private Position captured(ObjectName table) {
    TableDefinition definition = Rows.definition(session, table);
    session.captureSetup().ifPresent(setup -> setup.establish(List.of(definition)));
    return log.enter().orElseThrow().complete();
  }

  private ChangeReader open(Position start, ObjectName table) {
    return open(start, start, table);
  }

  private ChangeReader open(Position start, Position from, ObjectName table) {
    TableDefinition definition = Rows.definition(session, table);
    return log.open(
        new ChangeRequest(
            start,
            List.of(
                new CapturedTable(1, definition, Optional.of(from), definition.storedColumns())),
            1 << 16));
  }

  /** The transactions with changes of the table, up to where the log ends now. */
  private List<Told> told(Position start, ObjectName table) {
    return told(open(start, table), new HashMap<>(), table);
  }

  /** The same of a reader, which is closed; what it skips is counted. */
  private List<Told> told(ChangeReader opened, Map<ObjectName, Long> skipped, ObjectName table) {
    Position end = log.current().orElseThrow();
    long limit = System.nanoTime() + LIMIT_NANOS;
    List<Told> told = new ArrayList<>();
    try (ChangeReader reader = opened) {
      String id = "";
      List<String> changes = new ArrayList<>();
      while (!log.covers(reader.position(), end)) {
        assertThat(System.nanoTime()).as("the reader reaches %s", end).isLessThan(limit);
        ChangeEvent event = reader.next(STEP);
        reader.skipped().forEach((of, count) -> skipped.merge(of, count, Long::sum));
        if (event instanceof ChangeEvent.Begun begun) {
          id = begun.id();
          changes = new ArrayList<>();
        } else if (event instanceof ChangeEvent.Changes some) {
          assertThat(some.table()).isEqualTo(table);
          some.changes().stream().map(LogContract::text).forEach(changes::add);
        } else if (event instanceof ChangeEvent.Committed committed) {
          assertThat(committed.id()).isEqualTo(id);
          if (!changes.isEmpty()) {
            told.add(new Told(id, List.copyOf(changes), reader.position()));
          }
          changes = new ArrayList<>();
        }
      }
    }
    return told;
  }

  private static String text(RowChange change) {
    return switch (change.kind()) {
      case DELETE -> "DELETE " + Rows.key(change.before());
      default ->
          change.kind() + " " + Rows.row(change.after()).id() + " " + Rows.row(change.after()).v();
    };
  }
}
