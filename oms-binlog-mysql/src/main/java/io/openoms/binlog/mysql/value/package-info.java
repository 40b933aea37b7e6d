/** Values: from the log's bytes to the canonical ones. */
@NullMarked
package io.openoms.binlog.mysql.value;

import org.jspecify.annotations.NullMarked;
