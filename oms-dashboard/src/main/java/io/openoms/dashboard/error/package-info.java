/** The page's errors. */
@NullMarked
package io.openoms.dashboard.error;

import org.jspecify.annotations.NullMarked;
