/** Events of the log as bytes: framing, headers, checksums and what stands in each kind. */
@NullMarked
package io.openoms.binlog.mysql.event;

import org.jspecify.annotations.NullMarked;
