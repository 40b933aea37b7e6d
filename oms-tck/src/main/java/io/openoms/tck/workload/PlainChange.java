package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Inserts, updates or deletes a row of a table by its key. */
record PlainChange(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public Feature feature() {
    return table.feature();
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    return session.update(
            switch (random.nextInt(5)) {
              case 0, 1 -> insert(table, random, keys);
              case 2, 3 ->
                  "UPDATE "
                      + table.name()
                      + " SET "
                      + table.newValues(random, keys)
                      + " WHERE "
                      + table.oneKey(random, keys);
              default -> delete(table, random, keys);
            })
        > 0;
  }

  static String insert(WorkloadTable table, Random random, int keys) {
    return "INSERT IGNORE INTO "
        + table.name()
        + " ("
        + table.columns()
        + ") VALUES ("
        + table.row(random, keys)
        + ")";
  }

  static String delete(WorkloadTable table, Random random, int keys) {
    return "DELETE FROM " + table.name() + " WHERE " + table.oneKey(random, keys);
  }
}
