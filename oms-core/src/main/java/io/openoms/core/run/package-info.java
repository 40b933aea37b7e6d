/** Runs a project: life cycle, the caller's executor, events; it orders the phases. */
@NullMarked
package io.openoms.core.run;

import org.jspecify.annotations.NullMarked;
