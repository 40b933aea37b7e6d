/** Cells that come back to the cluster after a switchover. */
@NullMarked
package io.openoms.hbase.sink;

import org.jspecify.annotations.NullMarked;
