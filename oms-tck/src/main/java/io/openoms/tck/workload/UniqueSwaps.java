package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Two rows exchange the values of a unique key; one of them is NULL in between. */
record UniqueSwaps(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public Feature feature() {
    return Feature.UNIQUE_SWAPS;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    int from = session.random().nextInt(session.options().keys());
    String two =
        " FROM "
            + table.name()
            + " WHERE id >= "
            + from
            + " AND u IS NOT NULL ORDER BY id LIMIT 2 FOR UPDATE";
    List<String> ids = session.list("SELECT id" + two);
    List<String> values = session.list("SELECT u" + two);
    if (ids.size() < 2 || values.stream().anyMatch(Objects::isNull)) {
      return false;
    }
    return set(session, "NULL", ids.get(0))
        && set(session, "'" + values.get(0) + "'", ids.get(1))
        && set(session, "'" + values.get(1) + "'", ids.get(0));
  }

  private boolean set(WriterSession session, String value, String id) throws SQLException {
    return session.update("UPDATE " + table.name() + " SET u = " + value + " WHERE id = " + id) > 0;
  }
}
