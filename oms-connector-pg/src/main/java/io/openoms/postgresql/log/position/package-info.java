/** Positions in the write-ahead log. */
@NullMarked
package io.openoms.postgresql.log.position;

import org.jspecify.annotations.NullMarked;
