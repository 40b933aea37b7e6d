/** The places where a project may be told to begin, and how a walk through the log finds them. */
@NullMarked
package io.openoms.binlog.mysql.start;

import org.jspecify.annotations.NullMarked;
