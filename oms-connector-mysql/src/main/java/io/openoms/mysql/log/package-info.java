/** The binary logs of MySQL and MariaDB: how they differ, and those of a standby. */
@NullMarked
package io.openoms.mysql.log;

import org.jspecify.annotations.NullMarked;
