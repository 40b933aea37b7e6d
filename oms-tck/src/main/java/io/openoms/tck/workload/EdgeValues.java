package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Edge values of every type; dates that are none only where the session takes them. */
record EdgeValues(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  private static final List<String> ODD =
      List.of("'0000-", "-00", "-02-31", "'1970-01-01", "'2038-01-19");

  @Override
  public Feature feature() {
    return Feature.EDGE_VALUES;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    Random random = session.random();
    int keys = session.options().keys();
    String sql =
        switch (random.nextInt(5)) {
          case 0, 1 -> PlainChange.insert(table, random, keys);
          case 2, 3 ->
              "UPDATE "
                  + table.name()
                  + " SET "
                  + table.newValues(random, keys)
                  + (session.isRelaxed() ? ", da = '2020-00-00', dt = '0000-00-00'" : "")
                  + " WHERE id >= "
                  + random.nextInt(keys)
                  + " LIMIT 1";
          default -> PlainChange.delete(table, random, keys);
        };
    // Left out: a TIMESTAMP beyond its range in a relaxed session with another zone. On MariaDB
    // such
    // rows could not be followed; a zero with a fraction is suspected, and not proven.
    boolean refused =
        (!session.isRelaxed() || session.isShifted()) && ODD.stream().anyMatch(sql::contains);
    return session.update(refused ? plain(sql) : sql) > 0;
  }

  /** Without the quoted dates that a strict session refuses. */
  private static String plain(String sql) {
    return sql.replaceAll(
        "'(0000-|\\d{4}-\\d\\d-00|\\d{4}-00-|2023-02-31|1970-01-01|2038-01-19)[^']*'", "NULL");
  }
}
