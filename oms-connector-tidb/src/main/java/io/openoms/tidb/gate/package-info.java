/** Keeps applications from writing to a cluster. */
@NullMarked
package io.openoms.tidb.gate;

import org.jspecify.annotations.NullMarked;
