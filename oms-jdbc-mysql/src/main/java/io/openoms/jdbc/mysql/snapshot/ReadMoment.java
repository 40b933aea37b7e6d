package io.openoms.jdbc.mysql.snapshot;

import io.openoms.spi.data.Position;
import java.util.Optional;

/**
 * The moment whose rows a statement reads. Immutable.
 *
 * @param clause stands behind the name of the table; empty for a read of what is there when the
 *     statement begins
 * @param position the moment as a position of the source's log; empty when it is not known
 */
public record ReadMoment(String clause, Optional<Position> position) {

  /** The statement's own beginning. */
  public static final ReadMoment STATEMENT = new ReadMoment("", Optional.empty());

  /** Whether every statement can read at it, so that it needs no session of its own. */
  public boolean canBeNamed() {
    return !clause.isEmpty();
  }

  /** The same moment, where its position in the source's log is not known. */
  public ReadMoment withoutPosition() {
    return new ReadMoment(clause, Optional.empty());
  }
}
