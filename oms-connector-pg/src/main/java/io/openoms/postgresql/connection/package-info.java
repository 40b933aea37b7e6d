/** Connections to PostgreSQL: the driver, the settings of each session, classified failures. */
@NullMarked
package io.openoms.postgresql.connection;

import org.jspecify.annotations.NullMarked;
