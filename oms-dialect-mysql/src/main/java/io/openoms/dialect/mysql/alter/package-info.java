/**
 * What statements that change definitions make of a table: the definition before and a statement
 * give the definition after. Pure functions.
 */
@NullMarked
package io.openoms.dialect.mysql.alter;

import org.jspecify.annotations.NullMarked;
