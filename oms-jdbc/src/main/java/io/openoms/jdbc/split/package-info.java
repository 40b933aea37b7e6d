/** Finds the bounds of a table's chunks. */
@NullMarked
package io.openoms.jdbc.split;

import org.jspecify.annotations.NullMarked;
