package io.openoms.tck.workload;

import java.sql.SQLException;

/** A transaction that commits, or one statement in autocommit. */
record PlainFrame() implements Frame {

  @Override
  public Tally run(WriterSession session, Changes changes, long number) throws SQLException {
    Tally tally = new Tally();
    Change first =
        number % session.options().largeEvery() == session.options().largeEvery() / 2
                && session.options().features().contains(Feature.LARGE_TRANSACTIONS)
            ? changes.large()
            : changes.next(session);
    boolean alone = !first.isTransactional() && session.random().nextInt(3) == 0;
    if (!alone) {
      session.execute("BEGIN");
    }
    tally.apply(first, session);
    if (!alone) {
      some(tally, session, changes);
      session.execute("COMMIT");
    }
    return tally;
  }
}
