package io.openoms.spi.state;

import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
import java.util.Optional;

/**
 * A statement at which following stopped, as it is stored.
 *
 * @param stop the statement, and what was decided of it
 * @param begun the sink's table as it was before the decision's statement was first executed; empty
 *     before that
 */
public record StoredStop(StoppedStatement stop, Optional<String> begun) {

  /** What was decided; empty until then. */
  public Optional<StatementDecision> decision() {
    return stop.decision();
  }
}
