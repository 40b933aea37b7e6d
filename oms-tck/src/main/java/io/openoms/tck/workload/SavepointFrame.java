package io.openoms.tck.workload;

import java.sql.SQLException;

/** Changes, changes that a savepoint takes back, and changes again. */
record SavepointFrame() implements Frame {

  @Override
  public Tally run(WriterSession session, Changes changes, long number) throws SQLException {
    Tally tally = new Tally();
    Tally taken = new Tally();
    session.execute("BEGIN");
    some(tally, session, changes);
    session.execute("SAVEPOINT one");
    some(taken, session, changes);
    session.execute("ROLLBACK TO SAVEPOINT one");
    some(tally, session, changes);
    session.execute("COMMIT");
    if (!tally.isEmpty() && !taken.isEmpty()) {
      tally.add(Feature.SAVEPOINTS);
    }
    return tally;
  }
}
