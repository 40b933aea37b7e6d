/** What a run has told, as far as the page needs it. */
@NullMarked
package io.openoms.dashboard.journal;

import org.jspecify.annotations.NullMarked;
