/** Reads the source's log, from before the first row is copied, and puts its changes on disk. */
@NullMarked
package io.openoms.core.capture;

import org.jspecify.annotations.NullMarked;
