/** A project's bookkeeping in a schema of a JDBC endpoint, whose language a dialect knows. */
@NullMarked
package io.openoms.jdbc.state;

import org.jspecify.annotations.NullMarked;
