/** Writes rows as multi-row statements. */
@NullMarked
package io.openoms.jdbc.mysql.sink;

import org.jspecify.annotations.NullMarked;
