package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.Random;
import java.util.Set;

/** How a transaction begins and ends around its changes. Stateless: shared by all writers. */
interface Frame {

  /**
   * Runs one transaction to its end. After an error its connection is closed.
   *
   * @param number names the transaction among the writer's
   * @return what it did and lasts
   */
  Tally run(WriterSession session, Changes changes, long number) throws SQLException;

  /** Applies some changes, one to three, none of which commits by itself. */
  default void some(Tally tally, WriterSession session, Changes changes) throws SQLException {
    for (int i = session.random().nextInt(3); i >= 0; i--) {
      Change change = changes.next(session);
      if (change.feature() != Feature.UNIQUE_HANDOVERS_IN_TWO) {
        tally.apply(change, session);
      }
    }
  }

  /** One of all, most of them plain. */
  static Frame next(Random random, Set<Feature> features) {
    int place = random.nextInt(20);
    if (place < 2 && features.contains(Feature.SAVEPOINTS)) {
      return new SavepointFrame();
    }
    if (place < 4 && features.contains(Feature.ROLLBACKS)) {
      return new RollbackFrame();
    }
    boolean mayRollBack = features.contains(Feature.XA_ROLLBACKS);
    if (place < 6 && features.contains(Feature.XA)) {
      return new XaFrame(mayRollBack && random.nextInt(3) == 0);
    }
    if (place == 6 && features.contains(Feature.WITHOUT_TRANSACTIONS)) {
      return new StatementFrame();
    }
    return new PlainFrame();
  }
}
