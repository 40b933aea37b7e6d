/** Renders definitions as DDL of the MySQL family. */
@NullMarked
package io.openoms.dialect.mysql.ddl;

import org.jspecify.annotations.NullMarked;
