package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** A row gets another key, unless that is taken. */
record KeyUpdates(List<WorkloadTable> tables) implements Change {

  @Override
  public Feature feature() {
    return Feature.KEY_UPDATES;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    WorkloadTable table = tables.get(random.nextInt(tables.size()));
    return session.update(
            "UPDATE "
                + table.name()
                + " SET "
                + table.newKey(random, keys)
                + (random.nextBoolean() ? ", " + table.newValues(random, keys) : "")
                + " WHERE "
                + table.oneKey(random, keys))
        > 0;
  }
}
