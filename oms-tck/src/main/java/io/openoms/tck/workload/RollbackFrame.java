package io.openoms.tck.workload;

import java.sql.SQLException;

/** Changes of which none lasts. */
record RollbackFrame() implements Frame {

  @Override
  public Tally run(WriterSession session, Changes changes, long number) throws SQLException {
    Tally tally = new Tally();
    session.execute("BEGIN");
    some(tally, session, changes);
    session.execute("ROLLBACK");
    boolean changed = !tally.isEmpty();
    tally.clear();
    if (changed) {
      tally.add(Feature.ROLLBACKS);
    }
    return tally;
  }
}
