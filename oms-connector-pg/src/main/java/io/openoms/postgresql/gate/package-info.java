/** Keeps applications from writing to tables of PostgreSQL, for a switchover. */
@NullMarked
package io.openoms.postgresql.gate;

import org.jspecify.annotations.NullMarked;
