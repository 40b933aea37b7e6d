/** Checks both servers against each other and runs the checks that endpoints contribute. */
@NullMarked
package io.openoms.core.precheck;

import org.jspecify.annotations.NullMarked;
