package io.openoms.core.verify;

import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of one end that were read by their keys. Immutable.
 *
 * @param asked how many of the keys were asked for, the first ones
 * @param byKey the rows that were found
 */
record SomeRows(int asked, Map<RowImage, List<RowImage>> byKey) {

  /** Reads rows by their keys. */
  interface Statement {

    /**
     * Reads them. Blocks.
     *
     * @param most how many bytes they may take
     * @return the rows; empty when they take more
     */
    Optional<List<RowImage>> rows(RowBatch keys, long most);
  }

  /**
   * Reads rows while there is room for them, at least one row. Statements ask for more and more
   * rows, as far as they will fit by the size of those before; one whose rows do not fit is given
   * up, and asks for half of them. Blocks.
   */
  static SomeRows find(VerifiedTable table, List<RowImage> keys, Room room, Statement by) {
    Rows rows = new Rows(table);
    Map<RowImage, List<RowImage>> found = new HashMap<>();
    int size = table.firstRows();
    int asked = 0;
    while (asked < keys.size() && (asked == 0 || !room.isFull())) {
      int end = Math.min(keys.size(), asked + size);
      long most = end - asked == 1 ? Long.MAX_VALUE : room.most();
      var read = by.rows(rows.batch(keys.subList(asked, end)), most);
      if (read.isEmpty()) {
        size = (end - asked) / 2;
        continue;
      }
      List<RowImage> images = read.get();
      room.take(images);
      // Rows under keys that are merely held equal may come twice, from two statements.
      rows.byKey(images).forEach(found::putIfAbsent);
      asked = end;
      size = Math.min(Math.min(VerifiedTable.MOST_ROWS, 2 * size), room.more(images));
    }
    return new SomeRows(asked, found);
  }
}
