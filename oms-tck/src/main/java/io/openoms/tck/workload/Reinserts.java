package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** A row is deleted and a row of the same key inserted, in one transaction. */
record Reinserts(List<WorkloadTable> tables) implements Change {

  @Override
  public Feature feature() {
    return Feature.REINSERTS;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    WorkloadTable table = tables.get(random.nextInt(tables.size()));
    long row = random.nextLong();
    // Both statements draw the same key.
    boolean deleted = session.update(PlainChange.delete(table, new Random(row), keys)) > 0;
    return session.update(PlainChange.insert(table, new Random(row), keys)) > 0 && deleted;
  }
}
