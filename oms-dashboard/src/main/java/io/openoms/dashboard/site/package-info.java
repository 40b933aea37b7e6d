/** The page's answers to requests, whatever carries them: who may ask, and what for. */
@NullMarked
package io.openoms.dashboard.site;

import org.jspecify.annotations.NullMarked;
