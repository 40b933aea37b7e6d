package io.openoms.tck.workload;

import java.sql.SQLException;

/** One statement on a table that has no transactions. */
record StatementFrame() implements Frame {

  private static final Change CHANGE = new PlainChange(WorkloadTables.PLAIN_ROWS);

  @Override
  public Tally run(WriterSession session, Changes changes, long number) throws SQLException {
    Tally tally = new Tally();
    tally.apply(CHANGE, session);
    return tally;
  }
}
