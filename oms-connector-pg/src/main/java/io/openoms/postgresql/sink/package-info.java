/** Writes rows into PostgreSQL: the changes that come back after a switchover. */
@NullMarked
package io.openoms.postgresql.sink;

import org.jspecify.annotations.NullMarked;
