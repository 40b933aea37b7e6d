/** A project's bookkeeping in a schema of the sink. */
@NullMarked
package io.openoms.jdbc.mysql.state;

import org.jspecify.annotations.NullMarked;
