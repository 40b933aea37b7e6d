/** Places in the log: files and offsets, and sets of transactions. */
@NullMarked
package io.openoms.binlog.mysql.position;

import org.jspecify.annotations.NullMarked;
