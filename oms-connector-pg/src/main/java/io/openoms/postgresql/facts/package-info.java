/** What a PostgreSQL server says of itself. */
@NullMarked
package io.openoms.postgresql.facts;

import org.jspecify.annotations.NullMarked;
