/** What every connector must pass, on real servers; the checks themselves are plain SQL. */
@NullMarked
package io.openoms.tck;

import org.jspecify.annotations.NullMarked;
