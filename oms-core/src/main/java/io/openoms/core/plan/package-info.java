/** Resolves the selection against the source's catalog and says what a run would do. */
@NullMarked
package io.openoms.core.plan;

import org.jspecify.annotations.NullMarked;
