/** The page of a run, as a real browser shows it. */
@NullMarked
package io.openoms.tck.page;

import org.jspecify.annotations.NullMarked;
