package io.openoms.core.apply;

import io.openoms.IncrementalOptions;
import io.openoms.Phase;
import io.openoms.RetryOptions;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.crossing.CrossingSide;
import io.openoms.core.plan.Roles;
import io.openoms.core.spool.Spool;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.BetweenWindows;
import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.spi.ChangeLog;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the tasks of one run share that apply changes.
 *
 * @param options the options
 * @param log the source's log
 * @param cascades the foreign keys that the log does not follow
 * @param roles the endpoints
 * @param state the stored state
 * @param spool captured changes
 * @param control go on, wait or stop
 * @param reporter events
 * @param figures the figures
 * @param retry how often a step is tried again
 * @param isLogAtEnd whether the source has just said that its log is captured to its end
 * @param watch hears of every change before it is applied
 * @param between work that is done between two windows
 * @param mayEnd whether the project may end once it has caught up
 * @param side what it shares with the other direction; empty where one works at a time
 */
public record ApplyScope(
    IncrementalOptions options,
    ChangeLog log,
    Cascades cascades,
    Roles roles,
    ProjectState state,
    Spool spool,
    Control control,
    Reporter reporter,
    ApplyFigures figures,
    RetryOptions retry,
    BooleanSupplier isLogAtEnd,
    RowWatch watch,
    BetweenWindows between,
    BooleanSupplier mayEnd,
    Optional<CrossingSide> side) {

  /** How a lane's rows and its checkpoint are committed. */
  CommitProtocol commit() {
    return CommitProtocol.of(roles.rowSink().delivery(), state);
  }

  /** For steps that are done again after transient errors. */
  Repeater repeater() {
    return new Repeater(
        retry,
        ErrorContext.none().withPhase(Phase.INCREMENTAL),
        control,
        reporter,
        figures::retried);
  }
}
