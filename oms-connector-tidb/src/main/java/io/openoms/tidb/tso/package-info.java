/** Timestamps of TiDB's oracle, by which its transactions are ordered. */
@NullMarked
package io.openoms.tidb.tso;

import org.jspecify.annotations.NullMarked;
