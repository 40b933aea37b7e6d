/** Reads DDL of the MySQL family into definitions: the way back from what {@code ddl} renders. */
@NullMarked
package io.openoms.dialect.mysql.parse;

import org.jspecify.annotations.NullMarked;
