package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Several exact duplicates inserted, changed or deleted in a table without a key. */
record KeylessDuplicates(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public Feature feature() {
    return Feature.KEYLESS_DUPLICATES;
  }

  @Override
  public int weight() {
    return 15;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    int copies = 1 + random.nextInt(4);
    String which = " WHERE a <=> " + table.values().get(0).literal().of(random, keys);
    String limit = " LIMIT " + copies;
    return session.update(
            switch (random.nextInt(5)) {
              case 0, 1 -> {
                String row = "(" + table.row(random, keys) + ")";
                yield "INSERT INTO "
                    + table.name()
                    + " ("
                    + table.columns()
                    + ") VALUES "
                    + row
                    + (", " + row).repeat(copies - 1);
              }
              case 2, 3 ->
                  "UPDATE "
                      + table.name()
                      + " SET "
                      + table.newValues(random, keys)
                      + which
                      + limit;
              default -> "DELETE FROM " + table.name() + which + limit;
            })
        > 0;
  }
}
