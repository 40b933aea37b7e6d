/** Rows of messages, decoded by the definitions of captured tables. */
@NullMarked
package io.openoms.tidb.log.row;

import org.jspecify.annotations.NullMarked;
