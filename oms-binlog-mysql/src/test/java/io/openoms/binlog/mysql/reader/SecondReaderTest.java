package io.openoms.binlog.mysql.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.reader.SecondValue.Exemption;
import io.openoms.binlog.mysql.reader.SecondValue.Outcome;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TypeKind;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs of real servers, decoded by our reader and by mysql-binlog-connector-java: each value of
 * each row image is the same, unless that library is known to lose it.
 */
class SecondReaderTest {

  /** Kinds of events of which that library gives no rows. */
  private static final Set<Integer> UNREAD =
      Set.of(
          EventType.PARTIAL_UPDATE_ROWS,
          EventType.MARIA_WRITE_ROWS_COMPRESSED_V1,
          EventType.MARIA_UPDATE_ROWS_COMPRESSED_V1,
          EventType.MARIA_DELETE_ROWS_COMPRESSED_V1,
          EventType.MARIA_WRITE_ROWS_COMPRESSED,
          EventType.MARIA_UPDATE_ROWS_COMPRESSED,
          EventType.MARIA_DELETE_ROWS_COMPRESSED);

  private final Map<TypeKind, Integer> compared = new EnumMap<>(TypeKind.class);
  private final Set<Exemption> exempt = EnumSet.noneOf(Exemption.class);
  private final List<String> different = new ArrayList<>();
  private int exemptions;

  @ParameterizedTest
  @ValueSource(strings = {"mysql-9.7", "mysql-8.0-defaults", "mysql-5.6", "mariadb-11.4"})
  void twoReadersGiveTheSameValues(String name) throws IOException {
    LogFixture fixture = FixtureFiles.load(name);
    FirstReader first = new FirstReader(fixture);
    SecondReader second = new SecondReader();
    int unread = 0;
    for (RecordedEvent event : all(fixture.log())) {
      List<ChangeEvent.Changes> ours = first.read(event);
      List<SecondReader.Row> theirs = second.read(event);
      if (UNREAD.contains(event.type())) {
        assertThat(theirs).as("rows that it was said not to read").isEmpty();
        unread++;
      } else {
        compare(fixture, ours, theirs);
      }
    }
    assertThat(different).as(name).isEmpty();
    int values = compared.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(values).as("%s: %s", name, compared).isGreaterThan(3_000);
    assertThat(exemptions).as("%s of %s", exempt, values).isLessThan(values / 10);
    assertThat(compared.keySet())
        .contains(TypeKind.BIGINT, TypeKind.DECIMAL, TypeKind.DATETIME, TypeKind.TIME)
        .contains(TypeKind.VARCHAR, TypeKind.LONGBLOB, TypeKind.ENUM, TypeKind.SET, TypeKind.BIT);
    assertThat(unread > 0)
        .isEqualTo(!name.equals("mysql-8.0-defaults") && !name.equals("mysql-5.6"));
  }

  /** All events; that library reads those within compressed transactions by other options. */
  private static List<RecordedEvent> all(RecordedLog log) throws IOException {
    List<RecordedEvent> all = new ArrayList<>(log.prelude());
    for (List<RecordedEvent> transaction : log.transactions()) {
      for (RecordedEvent event : transaction) {
        all.addAll(Unpacked.of(event, log.hasChecksums()));
      }
    }
    return all;
  }

  private void compare(
      LogFixture fixture, List<ChangeEvent.Changes> ours, List<SecondReader.Row> theirs) {
    int next = 0;
    for (ChangeEvent.Changes changes : ours) {
      CapturedTable table =
          fixture.log().tables().stream()
              .filter(one -> one.definition().name().equals(changes.table()))
              .findFirst()
              .orElseThrow();
      for (RowChange change : changes.changes()) {
        assertThat(theirs).as("%s", changes.table()).hasSizeGreaterThan(next);
        SecondReader.Row row = theirs.get(next++);
        compare(table, change.before(), row.before());
        compare(table, change.after(), row.after());
      }
    }
    assertThat(ours.isEmpty() || next == theirs.size()).as("as many rows").isTrue();
  }

  private void compare(CapturedTable table, RowImage ours, SecondReader.Image theirs) {
    assertThat(ours == null).isEqualTo(theirs == null);
    if (ours == null || theirs == null) {
      return;
    }
    List<ColumnDefinition> logged = logged(table, theirs.present());
    int value = 0;
    for (int place = 0; place < theirs.present().length(); place++) {
      if (theirs.present().get(place)) {
        Serializable read = theirs.values().get(value++);
        int number = place < logged.size() ? table.columns().indexOf(logged.get(place)) : -1;
        if (number >= 0) {
          compare(table, number, ours, read);
        }
      }
    }
  }

  /** The columns in the order of the log: without virtual ones, unless it has them too. */
  private static List<ColumnDefinition> logged(CapturedTable table, BitSet present) {
    List<ColumnDefinition> all = table.definition().columns();
    return present.length() == all.size()
        ? all
        : all.stream()
            .filter(column -> column.generated().map(Generation::stored).orElse(true))
            .toList();
  }

  private void compare(CapturedTable table, int number, RowImage ours, Serializable theirs) {
    ColumnDefinition column = table.columns().get(number);
    String where = table.definition().name() + "." + column.name();
    if (ours.isNull(number) || theirs == null) {
      if (ours.isNull(number) != (theirs == null)) {
        different.add(where + ": one is NULL: " + theirs);
      }
      return;
    }
    byte[] value = new byte[ours.length(number)];
    System.arraycopy(ours.data(), ours.offset(number), value, 0, value.length);
    Outcome outcome = SecondValue.compare(column, value, theirs);
    if (outcome.exemption() != null) {
      exempt.add(outcome.exemption());
      exemptions++;
    } else if (outcome.isEqual()) {
      compared.merge(column.type().kind(), 1, Integer::sum);
    } else {
      different.add(
          where
              + ": ours "
              + DecodedLog.text(new byte[][] {value})
              + ", theirs "
              + outcome.theirs());
    }
  }
}
