package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** INSERT … ON DUPLICATE KEY UPDATE; counts when it updated. */
record Upserts(List<WorkloadTable> tables) implements Change {

  @Override
  public Feature feature() {
    return Feature.UPSERTS;
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
            "INSERT INTO "
                + table.name()
                + " ("
                + table.columns()
                + ") VALUES ("
                + table.row(random, keys)
                + ") ON DUPLICATE KEY UPDATE "
                + table.newValues(random, keys))
        > 1;
  }
}
