/** Figures of a run. */
@NullMarked
package io.openoms.core.progress;

import org.jspecify.annotations.NullMarked;
