/** The wire: a session of the driver that the server sends its log over. */
@NullMarked
package io.openoms.binlog.mysql.link;

import org.jspecify.annotations.NullMarked;
