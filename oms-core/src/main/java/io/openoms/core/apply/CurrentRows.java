package io.openoms.core.apply;

import io.openoms.core.apply.net.ApplyTable;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import java.util.List;

/** Reads rows that the log does not carry, as they are at the source now. Thread-safe. */
@FunctionalInterface
public interface CurrentRows {

  /**
   * Opens a stream over the rows that are there under those keys, or under keys that the source
   * holds equal; with the columns of the table, in order. Blocks.
   *
   * @throws io.openoms.error.MigrationException CHANGE_INCOMPLETE when the source cannot be asked
   */
  RowReader find(ApplyTable table, RowBatch keys);

  /**
   * Whether rows may be made what they are at the source now: only where all changes are followed.
   */
  default boolean mayBeSettled() {
    return true;
  }

  /** All tables at the source whose rows go to the same table at the sink, that one among them. */
  default List<ApplyTable> sharing(ApplyTable table) {
    return List.of(table);
  }
}
