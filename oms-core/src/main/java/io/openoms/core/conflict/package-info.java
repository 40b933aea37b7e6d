/**
 * Rows of a table that is not yet equal to its source and that meet in a key of the sink: shared by
 * the copy and by following.
 */
@NullMarked
package io.openoms.core.conflict;

import org.jspecify.annotations.NullMarked;
