package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** REPLACE; counts when it removed a row. */
record Replaces(List<WorkloadTable> tables) implements Change {

  @Override
  public Feature feature() {
    return Feature.REPLACES;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    WorkloadTable table = tables.get(random.nextInt(tables.size()));
    return session.update(
            "REPLACE INTO "
                + table.name()
                + " ("
                + table.columns()
                + ") VALUES ("
                + table.row(random, session.options().keys())
                + ")")
        > 1;
  }
}
