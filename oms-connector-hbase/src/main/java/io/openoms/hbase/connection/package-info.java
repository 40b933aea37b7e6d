/** The connection to a cluster: its properties, bounded waits, and streams of cells. */
@NullMarked
package io.openoms.hbase.connection;

import org.jspecify.annotations.NullMarked;
