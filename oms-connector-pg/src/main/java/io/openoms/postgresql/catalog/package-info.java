/** Names and definitions, read from PostgreSQL's system catalog. */
@NullMarked
package io.openoms.postgresql.catalog;

import org.jspecify.annotations.NullMarked;
