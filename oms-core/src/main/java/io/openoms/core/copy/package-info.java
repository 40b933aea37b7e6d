/** Copies rows in chunks, then builds the secondary indexes. */
@NullMarked
package io.openoms.core.copy;

import org.jspecify.annotations.NullMarked;
