package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One statement for many rows; counts when it changed several. */
record MultiRows(List<WorkloadTable> tables) implements Change {

  @Override
  public Feature feature() {
    return Feature.MULTI_ROW;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    int rows = 2 + random.nextInt(30);
    WorkloadTable table = tables.get(random.nextInt(tables.size()));
    String any =
        IntStream.range(0, rows)
            .mapToObj(i -> "(" + table.oneKey(random, keys) + ")")
            .collect(Collectors.joining(" OR "));
    return session.update(
            switch (random.nextInt(4)) {
              case 0, 1 ->
                  IntStream.range(0, rows)
                      .mapToObj(i -> "(" + table.row(random, keys) + ")")
                      .collect(
                          Collectors.joining(
                              ", ",
                              "INSERT IGNORE INTO "
                                  + table.name()
                                  + " ("
                                  + table.columns()
                                  + ") VALUES ",
                              ""));
              case 2 ->
                  "UPDATE IGNORE "
                      + table.name()
                      + " SET "
                      + table.newValues(random, keys)
                      + " WHERE "
                      + any;
              default -> "DELETE FROM " + table.name() + " WHERE " + any;
            })
        > 1;
  }
}
