package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * A row gives a unique value up, by NULL or by its deletion; another takes it, by update or
 * insertion, perhaps in other letters.
 */
record UniqueHandovers(Feature feature, WorkloadTable table) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    int keys = session.options().keys();
    String from = "" + session.random().nextInt(keys);
    String first =
        " FROM " + table.name() + " WHERE id >= " + from + " AND u IS NOT NULL ORDER BY id LIMIT 1";
    List<String> id = session.list("SELECT id" + first);
    List<String> value = session.list("SELECT u" + first);
    if (id.isEmpty() || value.isEmpty()) {
      return false;
    }
    boolean given =
        session.update(
                session.random().nextBoolean()
                    ? "DELETE FROM " + table.name() + " WHERE id = " + id.get(0)
                    : "UPDATE " + table.name() + " SET u = NULL WHERE id = " + id.get(0))
            > 0;
    if (feature == Feature.UNIQUE_HANDOVERS_IN_TWO) {
      session.execute("COMMIT");
      session.execute("BEGIN");
    }
    return given && take(session, value.get(0));
  }

  private boolean take(WriterSession session, String value) throws SQLException {
    int keys = session.options().keys();
    String taken = session.random().nextBoolean() ? value : value.toUpperCase(Locale.ROOT);
    String taker = Literals.id(session.random(), keys);
    return session.update(
            "INSERT INTO "
                + table.name()
                + " (id, u) VALUES ("
                + taker
                + ", '"
                + taken
                + "') ON DUPLICATE KEY UPDATE u = '"
                + taken
                + "'")
        > 0;
  }
}
