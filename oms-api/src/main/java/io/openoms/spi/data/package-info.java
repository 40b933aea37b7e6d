/** The values that travel between endpoints and engine: definitions, rows, keys. */
@NullMarked
package io.openoms.spi.data;

import org.jspecify.annotations.NullMarked;
