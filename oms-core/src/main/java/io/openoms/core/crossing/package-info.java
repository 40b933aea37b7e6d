/** What both directions of a project share that work at the same time: turns and conflicts. */
@NullMarked
package io.openoms.core.crossing;

import org.jspecify.annotations.NullMarked;
