/** Column types and SQL texts that endpoints of different products exchange. */
@NullMarked
package io.openoms.spi.type;

import org.jspecify.annotations.NullMarked;
