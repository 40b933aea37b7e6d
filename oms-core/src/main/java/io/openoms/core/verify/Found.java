package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.spi.data.RowImage;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs.
 *
 * @param key its key in the one form; null in a table without a key
 * @param source the row at the source; null when it is not there, or only its key is known
 * @param sink the row at the sink; null when it is not there, or only its key is known
 * @param difference what is reported of it
 */
record Found(
    @Nullable RowImage key,
    @Nullable RowImage source,
    @Nullable RowImage sink,
    RowDifference difference) {

  /** A row of which only the key is known; null in a table without a key. */
  static Found unresolved(@Nullable RowImage key, RowDifference difference) {
    return new Found(key, null, null, difference);
  }
}
