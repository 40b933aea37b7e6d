/** The log as the engine reads it. */
@NullMarked
package io.openoms.postgresql.log.reader;

import org.jspecify.annotations.NullMarked;
