package io.openoms.tidb.log.row;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;

/**
 * A change and the key of its row. Immutable.
 *
 * @param key the key's values, of the deleted row or of the new one
 * @param change the change; the key is the same before and after
 */
public record KeyedChange(RowImage key, RowChange change) {

  /** Whether it takes the row away. */
  public boolean isDelete() {
    return change.kind() == RowChange.Kind.DELETE;
  }
}
