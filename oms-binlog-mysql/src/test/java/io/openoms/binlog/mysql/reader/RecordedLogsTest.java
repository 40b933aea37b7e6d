package io.openoms.binlog.mysql.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.binlog.mysql.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs of real servers, recorded, without a server: their changes give the rows that each server's
 * own SELECT showed in the end. {@code RecordedLogsIT} of the contract tests records them.
 */
class RecordedLogsTest {

  @ParameterizedTest
  @ValueSource(strings = {"mysql-9.7", "mysql-8.0-defaults", "mysql-5.6", "mariadb-11.4"})
  void changesGiveTheRowsThatTheServerShowed(String name) throws IOException {
    LogFixture fixture = FixtureFiles.load(name);
    Map<String, Map<String, Integer>> rows = DecodedLog.of(fixture.log()).rows();
    assertThat(rows.keySet()).isEqualTo(fixture.rows().keySet());
    fixture
        .rows()
        .forEach(
            (table, shown) -> {
              List<String> told = new ArrayList<>();
              rows.get(table).forEach((row, count) -> told.addAll(times(row, count)));
              assertThat(told).as(table).isNotEmpty().containsExactlyInAnyOrderElementsOf(shown);
            });
  }

  private static List<String> times(String row, int count) {
    return Collections.nCopies(count, row);
  }

  @Test
  void newestServerWroteEveryShape() throws IOException {
    LogFixture fixture = FixtureFiles.load("mysql-9.7");
    assertThat(types(fixture))
        .contains(
            EventType.GTID,
            EventType.TAGGED_GTID,
            EventType.TRANSACTION_PAYLOAD,
            EventType.PARTIAL_UPDATE_ROWS,
            EventType.XA_PREPARE);
    assertThat(fixture.log().traits().byGtids()).isTrue();
    assertThat(DecodedLog.of(fixture.log()).transactions())
        .anyMatch(one -> one.id().contains(":tagged:"));
  }

  @Test
  void serverDefaultsAreReadByFile() throws IOException {
    LogFixture fixture = FixtureFiles.load("mysql-8.0-defaults");
    assertThat(types(fixture)).contains(EventType.ANONYMOUS_GTID, EventType.XA_PREPARE);
    assertThat(fixture.log().traits().byGtids()).isFalse();
  }

  @Test
  void compressedEventsOfMariaDbAreThere() throws IOException {
    assertThat(types(FixtureFiles.load("mariadb-11.4")))
        .contains(
            EventType.MARIA_GTID,
            EventType.MARIA_QUERY_COMPRESSED,
            EventType.MARIA_WRITE_ROWS_COMPRESSED_V1,
            EventType.MARIA_UPDATE_ROWS_COMPRESSED_V1,
            EventType.MARIA_DELETE_ROWS_COMPRESSED_V1);
  }

  private static Set<Integer> types(LogFixture fixture) {
    return fixture.log().transactions().stream()
        .flatMap(List::stream)
        .map(RecordedEvent::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
