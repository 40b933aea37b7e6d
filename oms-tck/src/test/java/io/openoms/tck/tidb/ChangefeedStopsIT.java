package io.openoms.tck.tidb;

import static io.openoms.tck.tidb.FeedModel.at;
import static io.openoms.tck.tidb.FeedModel.captured;
import static io.openoms.tck.tidb.FeedModel.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ConflictPolicy;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.changefeed.OpenColumn;
import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenRecord;
import io.openoms.testkit.junit.Thorough;
import io.openoms.tidb.catalog.ChangefeedDefinitions;
import io.openoms.tidb.catalog.TextOrder;
import io.openoms.tidb.log.position.FeedPosition;
import io.openoms.tidb.log.precheck.ChangefeedCheck;
import io.openoms.tidb.log.reader.FeedLog;
import io.openoms.tidb.openprotocol.OpenProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a topic can do that must not be passed over: each is a stop by name, or told right. */
class ChangefeedStopsIT {

  private static final long T = 455_000_000_000_000_000L;
  private static final Duration WAIT = Duration.ofMillis(100);

  private final Topic topic = Topic.of(2);
  private final AtomicLong oracle = new AtomicLong(T);
  private final FeedLog log =
      new FeedLog(
          topic.settings(),
          new OpenProtocol(),
          oracle::get,
          new ChangefeedDefinitions(() -> TextOrder.BY_COLLATION));

  @AfterEach
  void close() {
    log.close();
    topic.close();
  }

  private Position begin() {
    resolve(T);
    return log.current().orElseThrow();
  }

  private void resolve(long timestamp) {
    topic.write(0, OpenMessage.resolved(timestamp));
    topic.write(1, OpenMessage.resolved(timestamp));
    topic.flush();
  }

  private ChangeReader open(Position from) {
    return FeedFollower.open(log, from, captured(FeedModel.A), captured(FeedModel.B));
  }

  private static OpenMessage insert(long timestamp, int key) {
    return OpenMessage.insert(at(timestamp, "a"), row(key, "v"));
  }

  /** Reads until a transaction has been told. */
  private static List<ChangeEvent> transaction(ChangeReader reader) {
    List<ChangeEvent> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ChangeEvent event = reader.next(WAIT);
      if (!(event instanceof ChangeEvent.Idle)) {
        events.add(event);
      }
      if (event instanceof ChangeEvent.Committed) {
        return events;
      }
    }
    throw new AssertionError("no transaction");
  }

  private static void assertStops(ChangeReader reader, String code) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                reader.next(WAIT);
              }
            })
        .hasMessageContaining(code)
        .hasMessageMatching("(?s).*(tso|offset) .*");
  }

  @Test
  void nothingIsToldBeforeEveryPartitionIsComplete() {
    try (ChangeReader reader = open(begin())) {
      topic.write(0, insert(T + 5, 1));
      topic.write(0, OpenMessage.resolved(T + 9));
      topic.flush();
      for (int i = 0; i < 5; i++) {
        assertThat(reader.next(WAIT)).isInstanceOf(ChangeEvent.Idle.class);
      }
      topic.write(1, OpenMessage.resolved(T + 5));
      topic.flush();
      for (int i = 0; i < 5; i++) {
        assertThat(reader.next(WAIT))
            .as("a row of T+5 may still come")
            .isInstanceOf(ChangeEvent.Idle.class);
      }
      topic.write(1, insert(T + 5, 2), OpenMessage.resolved(T + 6));
      topic.flush();
      ChangeEvent.Changes changes = (ChangeEvent.Changes) transaction(reader).get(1);
      assertThat(changes.changes()).hasSize(2);
    }
  }

  /** A copy that was made in between has not seen it, so the table need not be copied anew. */
  @Test
  void aStatementStandsBehindEachMomentBeforeIt() {
    try (ChangeReader reader = open(begin())) {
      OpenMessage alter =
          OpenMessage.definition(T + 50, "d", "a", "ALTER TABLE a ADD COLUMN x INT", 5);
      topic.write(0, alter);
      topic.write(1, alter);
      resolve(T + 90);

      ChangeEvent.SchemaChanged change = (ChangeEvent.SchemaChanged) transaction(reader).get(1);

      assertThat(log.covers(change.position(), FeedPosition.of(T + 49, Map.of()).position()))
          .isTrue();
      assertThat(log.includes(change.position(), Long.toString(T + 50))).isFalse();
    }
  }

  @Test
  void definitionsAreToldOnceAndRowsOfTheNewOnesDoNotStopBefore() {
    try (ChangeReader reader = open(begin())) {
      String sql = "ALTER TABLE a ADD COLUMN x INT";
      OpenMessage alter = OpenMessage.definition(T + 5, "d", "a", sql, 5);
      List<OpenColumn> wider = new ArrayList<>(row(2, "w"));
      wider.add(OpenColumn.none("x", 3, 65));
      topic.write(1, OpenMessage.insert(at(T + 6, "a"), wider));
      topic.write(0, insert(T + 4, 1));
      topic.write(0, alter);
      topic.write(1, alter);
      topic.write(1, OpenMessage.definition(T + 3, "d", "other", "DROP TABLE other", 4));
      resolve(T + 9);

      assertThat(transaction(reader)).hasSize(3);
      Position before = reader.position();
      List<ChangeEvent> told = transaction(reader);
      assertThat(told).hasSize(3);
      ChangeEvent.SchemaChanged changed = (ChangeEvent.SchemaChanged) told.get(1);
      assertThat(changed.statement().orElseThrow().text()).isEqualTo(sql);
      assertThat(log.covers(before, changed.position())).isTrue();
      assertStops(reader, "CHANGE_UNFIT");
    }
  }

  @Test
  void changesThatContradictEachOtherStop() {
    try (ChangeReader reader = open(begin())) {
      topic.write(0, insert(T + 5, 1));
      topic.write(1, OpenMessage.insert(at(T + 5, "a"), row(1, "other")));
      resolve(T + 9);
      assertStops(reader, "CHANGES_CONTRADICT");
    }
  }

  @Test
  void updatesWithoutOldValuesStop() {
    try (ChangeReader reader = open(begin())) {
      topic.write(0, insert(T + 5, 1));
      topic.write(1, OpenMessage.insert(at(T + 6, "a"), row(1, "updated")));
      resolve(T + 9);
      transaction(reader);
      assertStops(reader, "OLD_VALUES_MISSING");
    }
  }

  @Test
  void aRowThatIsNotCarriedAndAnotherProtocolStop() {
    Position start = begin();
    topic.write(0, OpenMessage.handleKeyOnly(at(T + 5, "a"), row(1, "v")));
    topic.flush();
    try (ChangeReader reader = open(start)) {
      assertStops(reader, "ROW_NOT_CARRIED");
    }
    topic.write(1, new OpenRecord(null, "{\"isDdl\":false}".getBytes(UTF_8)));
    topic.purge(0, 2);
    try (ChangeReader reader = open(log.current().orElseThrow())) {
      topic.write(1, new OpenRecord(new byte[] {1}, new byte[0]));
      topic.flush();
      assertStops(reader, "PROTOCOL_UNKNOWN");
    }
  }

  @Test
  void partitionsThatAreAddedAreReadAndOldChangesInThemStop() throws Exception {
    try (ChangeReader reader = open(begin())) {
      topic.grow(3);
      topic.write(0, insert(T + 5, 1));
      topic.write(2, insert(T + 6, 2), OpenMessage.resolved(T + 9));
      resolve(T + 9);
      // The old partitions alone would be complete.
      Thread.sleep(2_500);
      List<ChangeEvent> first = transaction(reader);
      List<ChangeEvent> second = transaction(reader);
      assertThat(List.of(first.get(0), second.get(0)))
          .containsExactly(
              new ChangeEvent.Begun(Long.toString(T + 5)),
              new ChangeEvent.Begun(Long.toString(T + 6)));
      assertThat(reader.position().text()).contains("p2=");

      topic.grow(4);
      topic.write(3, insert(T + 1, 9));
      topic.flush();
      assertStops(reader, "PARTITION_ADDED_LATE");
    }
  }

  @Test
  void whatIsPurgedStops() {
    Position start = begin();
    topic.write(0, insert(T + 5, 1));
    resolve(T + 9);
    topic.purge(0, 2);
    assertThatThrownBy(() -> open(start)).hasMessageContaining("TOPIC_PURGED");
    assertThatThrownBy(() -> open(new Position(start.text().replaceAll("p0=\\d+", "p0=99"))))
        .hasMessageContaining("TOPIC_PURGED");
    assertThatThrownBy(() -> open(new Position(start.text() + ",p7=0")))
        .hasMessageContaining("TOPIC_PURGED");
  }

  @Test
  void aTopicThatBeginsTooLateStops() {
    resolve(T);
    // As a read point tells it: by the server alone.
    assertThatThrownBy(() -> open(new Position("tidb/1 tso=" + (T - 2))))
        .hasMessageContaining("TOPIC_BEGINS_LATE");
    try (ChangeReader reader = open(new Position("tidb/1 tso=" + (T - 1)))) {
      topic.write(0, insert(T, 1));
      resolve(T + 1);
      assertThat(transaction(reader)).hasSize(3);
    }
    topic.purge(0, 1);
    assertThatThrownBy(() -> open(new Position("tidb/1 tso=" + T)))
        .hasMessageContaining("TOPIC_BEGINS_LATE")
        .hasMessageContaining("gone");
  }

  @Test
  void aClosedReaderWakes() throws Exception {
    ChangeReader reader = open(begin());
    Thread closing =
        new Thread(
            () -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              reader.close();
            });
    closing.start();
    long begin = System.nanoTime();
    assertThatThrownBy(
            () -> {
              while (true) {
                reader.next(Duration.ofSeconds(30));
              }
            })
        .hasMessageContaining("CONNECTION_CLOSED");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
    closing.join();
    reader.close();
  }

  @Test
  void theTopicsSettingsAreChecked() {
    resolve(T);
    PrecheckScope scope = scope();
    assertThat(check(topic).run(scope))
        .allMatch(item -> item.status() == PrecheckItem.Status.PASSED);
    try (Topic compacted =
        new Topic(
            KafkaServer.shared(),
            1,
            Map.of("cleanup.policy", "compact,delete", "retention.ms", "3600000"))) {
      compacted.write(0, OpenMessage.resolved(T));
      compacted.flush();
      assertThat(check(compacted).run(scope).toString())
          .contains("cleanup.policy")
          .contains("retention.ms");
    }
  }

  @Test
  @Thorough
  void aSilentPartitionFailsTheCheck() {
    topic.write(0, OpenMessage.resolved(T));
    topic.flush();
    assertThat(check(topic).run(scope()).toString()).contains("[1]").contains("no resolved event");
    assertThatThrownBy(log::current).hasMessageContaining("CHANGEFEED_SILENT");
  }

  private static PrecheckScope scope() {
    return new PrecheckScope(
        Set.of(Phase.INCREMENTAL), Map.of(), ConflictPolicy.STOP, "oms_state", false, false, "");
  }

  private static ChangefeedCheck check(Topic of) {
    return new ChangefeedCheck(of.settings(), new OpenProtocol());
  }
}
