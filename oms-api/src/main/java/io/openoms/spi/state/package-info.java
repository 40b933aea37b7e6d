/** A project's stored state, as the engine writes and reads it through an endpoint. */
@NullMarked
package io.openoms.spi.state;

import org.jspecify.annotations.NullMarked;
