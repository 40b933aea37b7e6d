/** The engine's error codes. */
@NullMarked
package io.openoms.core.error;

import org.jspecify.annotations.NullMarked;
