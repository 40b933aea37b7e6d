/** Connections to servers of the MySQL family: pooled, pinned, classified failures. */
@NullMarked
package io.openoms.jdbc.mysql.connection;

import org.jspecify.annotations.NullMarked;
