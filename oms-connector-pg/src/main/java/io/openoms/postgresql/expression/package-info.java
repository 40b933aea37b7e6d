/** Expressions of definitions, in the standard SQL that other products read. */
@NullMarked
package io.openoms.postgresql.expression;

import org.jspecify.annotations.NullMarked;
