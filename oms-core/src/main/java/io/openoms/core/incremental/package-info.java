/**
 * The incremental phase: which tables it takes, the capture of their changes beside the copy, and
 * their application after it.
 */
@NullMarked
package io.openoms.core.incremental;

import org.jspecify.annotations.NullMarked;
