/** What each tab shows, as records that are written as JSON. */
@NullMarked
package io.openoms.dashboard.view;

import org.jspecify.annotations.NullMarked;
