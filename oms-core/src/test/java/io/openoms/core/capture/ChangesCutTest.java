package io.openoms.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesCutTest {

  @Test
  void knownChangesArePassedOverAndRecordsEndWhereTheyMust() {
    ChangesCut cut = new ChangesCut(5, List.of(4L, 10L));

    List<List<Integer>> records = records(cut, 20, 3);

    assertThat(records).containsExactly(range(5, 9), range(9, 15), range(15, 20));
  }

  @Test
  void afterANewBeginningTheCutsStayWhereTheyWere() {
    ChangesCut cut = new ChangesCut(0, List.of(10L));
    records(cut, 6, 2);

    // Four of the six had been recorded when the reader was lost; it begins from the start.
    List<List<Integer>> records = records(cut.again(4, 4), 14, 5);

    assertThat(records).containsExactly(range(4, 10), range(10, 14));
  }

  /** Cuts changes 0 to {@code changes}, told in events of some each, into records. */
  private static List<List<Integer>> records(ChangesCut cut, int changes, int each) {
    List<List<Integer>> records = new ArrayList<>();
    List<Integer> record = new ArrayList<>();
    for (int from = 0; from < changes; from += each) {
      for (ChangeEvent.Changes part : cut.of(told(from, Math.min(changes, from + each)))) {
        part.changes().forEach(change -> record.add(number(change)));
        if (cut.isDueAfter(part.changes().size())) {
          records.add(List.copyOf(record));
          record.clear();
        }
      }
    }
    records.add(List.copyOf(record));
    return records;
  }

  private static ChangeEvent.Changes told(int from, int to) {
    return new ChangeEvent.Changes(
        new ObjectName("d", "t"),
        1,
        IntStream.range(from, to).mapToObj(ChangesCutTest::change).toList());
  }

  private static RowChange change(int number) {
    RowImage.Builder row = new RowImage.Builder(1);
    row.add(ByteBuffer.allocate(4).putInt(number).array());
    return new RowChange(null, row.build());
  }

  private static int number(RowChange change) {
    RowImage after = change.after();
    assertThat(after).isNotNull();
    return ByteBuffer.wrap(after.data()).getInt();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
