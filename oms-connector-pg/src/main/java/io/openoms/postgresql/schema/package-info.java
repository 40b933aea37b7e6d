/** What PostgreSQL does as the target of definitions: it takes rows into tables that it has. */
@NullMarked
package io.openoms.postgresql.schema;

import org.jspecify.annotations.NullMarked;
