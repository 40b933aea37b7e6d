/** The binary log of a server of the MySQL family. */
@NullMarked
package io.openoms.jdbc.mysql.log;

import org.jspecify.annotations.NullMarked;
