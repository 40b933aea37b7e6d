package io.openoms.binlog.mysql.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.binlog.mysql.row.TableMap;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose bytes end too early stop the reader with their table's name and the position. */
class DamagedRowsTest {

  private static final int TABLE_ID_BYTES = 6;
  private static final int HEADER_BYTES = 19;
  private static final int END_AT = 13;
  private static final int SUM_BYTES = 4;

  @ParameterizedTest
  @ValueSource(strings = {"mysql-8.0-defaults", "mysql-5.6", "mariadb-11.4"})
  void theirTableAndPositionAreNamed(String name) throws IOException {
    RecordedLog log = FixtureFiles.load(name).log();
    int damaged = 0;
    List<RecordedEvent> before = new ArrayList<>();
    for (List<RecordedEvent> transaction : log.transactions()) {
      for (int cut : List.of(1, 3)) {
        damaged += isNamed(log, before, transaction, cut) ? 1 : 0;
      }
      before.addAll(transaction);
    }
    assertThat(damaged).as("transactions whose rows were cut").isGreaterThan(20);
  }

  /** Cuts the first rows of captured tables that the transaction has; false when it has none. */
  private static boolean isNamed(
      RecordedLog log, List<RecordedEvent> before, List<RecordedEvent> transaction, int cut) {
    if (transaction.stream().anyMatch(event -> event.type() == EventType.XA_PREPARE)) {
      // Its rows are read when it is committed.
      return false;
    }
    List<RecordedEvent> events = new ArrayList<>(before);
    events.addAll(transaction);
    Map<Long, ObjectName> mapped = new HashMap<>();
    for (int i = before.size(); i < events.size(); i++) {
      RecordedEvent event = events.get(i);
      if (event.type() == EventType.TABLE_MAP) {
        TableMap map = TableMap.read(body(event), TABLE_ID_BYTES);
        mapped.put(map.id(), new ObjectName(map.database(), map.table()));
      } else if (RowsEvent.isRows(event.type())) {
        ObjectName table = mapped.get(body(event).number(TABLE_ID_BYTES));
        if (isCaptured(log, table)) {
          events.set(i, shorter(event, cut, log.hasChecksums()));
          assertNamed(log, events, table);
          return true;
        }
      }
    }
    return false;
  }

  private static void assertNamed(RecordedLog log, List<RecordedEvent> events, ObjectName table) {
    try (ChangeReader reader = log.read(log.start(), log.prelude(), events, List.of())) {
      MigrationException stop =
          catchThrowableOfType(MigrationException.class, () -> readAll(reader));
      assertThat(stop.code()).as("%s", stop).isEqualTo(BinlogError.LOG_EVENT_DAMAGED);
      assertThat(stop.context().object()).as("%s", stop).hasValue(table);
      assertThat(stop.context().position()).hasValue("after " + reader.position().text());
    }
  }

  private static void readAll(ChangeReader reader) {
    ChangeEvent event = reader.next(Duration.ofSeconds(1));
    while (!(event instanceof ChangeEvent.Idle idle && idle.atEnd())) {
      event = reader.next(Duration.ofSeconds(1));
    }
  }

  private static boolean isCaptured(RecordedLog log, ObjectName table) {
    return log.tables().stream().anyMatch(one -> one.definition().name().equals(table));
  }

  private static Cursor body(RecordedEvent event) {
    byte[] bytes = event.bytes();
    return new Cursor(bytes, HEADER_BYTES, bytes.length - SUM_BYTES);
  }

  /** The same event without its last bytes, with the end, length and checksum that asks for. */
  private static RecordedEvent shorter(RecordedEvent event, int cut, boolean checksums) {
    byte[] bytes = event.bytes();
    byte[] less = Arrays.copyOf(bytes, bytes.length - cut);
    if (event.header().end() > 0) {
      RecordedEvent.put(less, END_AT, event.header().end() - cut);
    }
    return new RecordedEvent(less).corrected(checksums);
  }
}
