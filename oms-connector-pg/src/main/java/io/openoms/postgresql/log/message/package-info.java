/** Messages of the server's output plug-in pgoutput, protocol version 1. */
@NullMarked
package io.openoms.postgresql.log.message;

import org.jspecify.annotations.NullMarked;
