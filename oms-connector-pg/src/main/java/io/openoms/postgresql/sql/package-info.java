/** Names and texts in PostgreSQL's SQL. */
@NullMarked
package io.openoms.postgresql.sql;

import org.jspecify.annotations.NullMarked;
