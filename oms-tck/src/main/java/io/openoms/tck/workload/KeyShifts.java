package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;

/** Three rows' keys move up: the last to a free one, each other to the key of the next. */
record KeyShifts(WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public Feature feature() {
    return Feature.KEY_SHIFTS;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    int from = session.random().nextInt(session.options().keys());
    List<String> ids =
        session.list(
            "SELECT id FROM "
                + table.name()
                + " WHERE id >= "
                + from
                + " ORDER BY id LIMIT 3 FOR UPDATE");
    if (ids.size() < 3) {
      return false;
    }
    String next = "" + (Long.parseLong(ids.get(2)) + 1);
    session.update("DELETE FROM " + table.name() + " WHERE id = " + next);
    return move(session, ids.get(2), next)
        && move(session, ids.get(1), ids.get(2))
        && move(session, ids.get(0), ids.get(1));
  }

  private boolean move(WriterSession session, String from, String to) throws SQLException {
    return session.update("UPDATE " + table.name() + " SET id = " + to + " WHERE id = " + from) > 0;
  }
}
