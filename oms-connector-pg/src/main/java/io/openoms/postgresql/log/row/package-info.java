/** Rows of captured tables out of messages. */
@NullMarked
package io.openoms.postgresql.log.row;

import org.jspecify.annotations.NullMarked;
