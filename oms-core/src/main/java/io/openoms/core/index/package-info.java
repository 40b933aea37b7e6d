/** Builds indexes at the sink, for the phases that do so. */
@NullMarked
package io.openoms.core.index;

import org.jspecify.annotations.NullMarked;
