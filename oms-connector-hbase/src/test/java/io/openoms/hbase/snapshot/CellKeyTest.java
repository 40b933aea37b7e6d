package io.openoms.hbase.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellComparator;
import org.apache.hadoop.hbase.KeyValue;
import org.junit.jupiter.api.Test;

/** The order of keys is the server's own, and a range holds what lies between two cells. */
class CellKeyTest {

  private static final byte[] FAMILY = {'f'};

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (byte[] row :
        List.of(new byte[] {0}, new byte[] {'a'}, new byte[] {'a', 0}, new byte[] {-1})) {
      for (byte[] qualifier : List.of(new byte[0], new byte[] {0}, new byte[] {-128})) {
        for (long time : List.of(0L, 1L, Long.MAX_VALUE - 1)) {
          cells.add(new KeyValue(row, FAMILY, qualifier, time, new byte[0]));
        }
      }
    }
    return cells;
  }

  @Test
  void keysAreOrderedAsTheServerOrdersCells() {
    for (Cell one : cells()) {
      CellKey key = CellKey.of(CellKey.of(one).tuple());
      for (Cell other : cells()) {
        int expected = CellComparator.getInstance().compare(other, one);
        assertThat(Integer.signum(key.compare(other))).isEqualTo(Integer.signum(expected));
      }
    }
  }

  @Test
  void aRangeHoldsWhatLiesBehindOneCellAndNotBehindTheOther() {
    List<Cell> cells = new ArrayList<>(cells());
    cells.sort(CellComparator.getInstance());
    for (int from = 0; from < cells.size(); from += 5) {
      for (int to = from; to < cells.size(); to += 3) {
        CellRange range =
            new CellRange(
                FAMILY,
                Optional.of(CellKey.of(cells.get(from))),
                Optional.of(CellKey.of(cells.get(to))));
        assertThat(cells.stream().filter(range::holds)).isEqualTo(cells.subList(from + 1, to + 1));
      }
    }
  }
}
