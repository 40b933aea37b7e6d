/** Rows, and states of them that a transaction keeps. */
@NullMarked
package io.openoms.tidb.snapshot;

import org.jspecify.annotations.NullMarked;
