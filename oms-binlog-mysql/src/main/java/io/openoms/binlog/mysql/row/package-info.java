/** Rows events: tables as the log maps them, rows as changes carry them. */
@NullMarked
package io.openoms.binlog.mysql.row;

import org.jspecify.annotations.NullMarked;
