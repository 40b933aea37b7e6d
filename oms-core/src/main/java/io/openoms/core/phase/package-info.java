/**
 * What a phase of a run is: how the run asks it, and what it may use. Each phase implements {@link
 * io.openoms.core.phase.PhaseRunner} in its own package; the run knows them as a list.
 */
@NullMarked
package io.openoms.core.phase;

import org.jspecify.annotations.NullMarked;
