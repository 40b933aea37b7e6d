/** What goes wrong in reading a log. */
@NullMarked
package io.openoms.binlog.mysql.error;

import org.jspecify.annotations.NullMarked;
