/** Tasks on the caller's executor: control, groups, starvation, events on their way out. */
@NullMarked
package io.openoms.core.task;

import org.jspecify.annotations.NullMarked;
