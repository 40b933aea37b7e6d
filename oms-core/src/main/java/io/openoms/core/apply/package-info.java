/** Applies the changes of the source's log to the sink, window by window. */
@NullMarked
package io.openoms.core.apply;

import org.jspecify.annotations.NullMarked;
