/** Puts the messages of all partitions together to transactions, in order, each change once. */
@NullMarked
package io.openoms.tidb.log.window;

import org.jspecify.annotations.NullMarked;
