package io.openoms.core.verify;

import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows of one end that were read by their keys. Immutable.
 *
 * @param asked how many of the keys were asked for, the first ones
 * @param byKey the rows that were found
 */
record SomeRows(int asked, Map<RowImage, List<RowImage>> byKey) {

  /**
   * Reads rows while there is room for them, at least those of one statement. Statements ask for
   * more and more rows, as far as they will fit by the size of those before. Blocks.
   */
  static SomeRows find(
      VerifiedTable table, List<RowImage> keys, Room room, Function<RowBatch, List<RowImage>> by) {
    Rows rows = new Rows(table);
    Map<RowImage, List<RowImage>> found = new HashMap<>();
    int size = table.firstRows();
    int asked = 0;
    while (asked < keys.size() && (asked == 0 || !room.isFull())) {
      int end = Math.min(keys.size(), asked + size);
      List<RowImage> images = by.apply(rows.batch(keys.subList(asked, end)));
      room.take(images);
      // Rows under keys that are merely held equal may come twice, from two statements.
      rows.byKey(images).forEach(found::putIfAbsent);
      asked = end;
      size = Math.min(Math.min(VerifiedTable.MOST_ROWS, 2 * size), room.more(images));
    }
    return new SomeRows(asked, found);
  }

  /** Reads all rows of some keys. Blocks. */
  static Map<RowImage, List<RowImage>> all(
      VerifiedTable table, List<RowImage> keys, Function<RowBatch, List<RowImage>> by) {
    Map<RowImage, List<RowImage>> found = new HashMap<>();
    for (int at = 0; at < keys.size(); ) {
      SomeRows some = find(table, keys.subList(at, keys.size()), new Room(), by);
      some.byKey().forEach(found::putIfAbsent);
      at += some.asked();
    }
    return found;
  }
}
