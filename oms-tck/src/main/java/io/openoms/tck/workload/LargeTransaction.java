package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;

/**
 * Many rows of the writer's own in one transaction: all of a range inserted, half of them updated,
 * a quarter deleted.
 */
record LargeTransaction(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  private static final long WRITERS_IDS = 100_000_000;
  private static final int RANGES = 4;

  @Override
  public Feature feature() {
    return Feature.LARGE_TRANSACTIONS;
  }

  /** The writer says when. */
  @Override
  public int weight() {
    return 0;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    long rows = session.options().largeRows();
    long first =
        session.writer() * WRITERS_IDS
            + session.random().nextInt(RANGES) * (WRITERS_IDS / RANGES)
            + 1;
    String name = table.name();
    String range = " WHERE id BETWEEN " + first + " AND " + (first + rows - 1);
    session.update("DELETE FROM " + name + range);
    long inserted =
        session.update("INSERT INTO " + name + " VALUES (" + first + ", 1, 'the first')");
    for (long done = 1; done < rows; done *= 2) {
      inserted +=
          session.update(
              "INSERT INTO "
                  + name
                  + " SELECT id + "
                  + done
                  + ", (v * 7919 + "
                  + done
                  + ") % 1000, CONCAT('row ', id) FROM "
                  + name
                  + range
                  + " AND id < "
                  + (first + rows - done));
    }
    session.update(
        "UPDATE " + name + " SET v = v + 1, note = 'changed'" + range + " AND id % 2 = 0");
    session.update("DELETE FROM " + name + range + " AND id % 4 = 1");
    return inserted == rows;
  }
}
