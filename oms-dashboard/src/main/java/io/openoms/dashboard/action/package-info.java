/** What the page's buttons do. */
@NullMarked
package io.openoms.dashboard.action;

import org.jspecify.annotations.NullMarked;
