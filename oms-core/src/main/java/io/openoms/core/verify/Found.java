package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.spi.data.RowImage;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs.
 *
 * @param key its key in the one form; null in a table without a key
 * @param difference what is reported of it
 */
record Found(@Nullable RowImage key, RowDifference difference) {}
