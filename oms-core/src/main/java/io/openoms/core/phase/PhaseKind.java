package io.openoms.core.phase;

import io.openoms.Phase;
import io.openoms.spi.ProjectDefinition;
import java.util.List;
import java.util.function.Function;

/**
 * A phase that the engine can run. Immutable.
 *
 * @param phase which one
 * @param writers the names of its tasks that write at the sink: the takeover needs them before the
 *     phase exists
 * @param runner makes it for one run
 */
public record PhaseKind(
    Phase phase,
    Function<ProjectDefinition, List<String>> writers,
    Function<PhaseContext, PhaseRunner> runner) {}
