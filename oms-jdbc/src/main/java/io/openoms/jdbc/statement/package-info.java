/** Runs single statements. */
@NullMarked
package io.openoms.jdbc.statement;

import org.jspecify.annotations.NullMarked;
