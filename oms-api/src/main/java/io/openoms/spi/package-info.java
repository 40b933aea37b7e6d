/** What endpoints and the engine implement. Callers do not need it, except to name an endpoint. */
@NullMarked
package io.openoms.spi;

import org.jspecify.annotations.NullMarked;
