/**
 * Reads cells: ranges of a family in the order of its key, bounds along it, cells by their keys.
 */
@NullMarked
package io.openoms.hbase.snapshot;

import org.jspecify.annotations.NullMarked;
