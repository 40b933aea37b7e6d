/** Reads rows in chunks of the server's own key order. */
@NullMarked
package io.openoms.jdbc.mysql.snapshot;

import org.jspecify.annotations.NullMarked;
