/** Reads rows: chunks in the order of a key, rows by their keys, tables at one read point. */
@NullMarked
package io.openoms.postgresql.snapshot;

import org.jspecify.annotations.NullMarked;
