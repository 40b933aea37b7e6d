/** Conversion and creation at a server of the MySQL family. */
@NullMarked
package io.openoms.jdbc.mysql.schema;

import org.jspecify.annotations.NullMarked;
