/** Connections to one server: pooled, tracked, prepared for use. */
@NullMarked
package io.openoms.jdbc.connection;

import org.jspecify.annotations.NullMarked;
