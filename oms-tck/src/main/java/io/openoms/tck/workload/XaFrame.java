package io.openoms.tck.workload;

import java.sql.SQLException;

/**
 * A transaction in two phases, with another one on another connection between them; sometimes in
 * one phase.
 */
record XaFrame(boolean rolledBack) implements Frame {

  @Override
  public Tally run(WriterSession session, Changes changes, long number) throws SQLException {
    Tally tally = new Tally();
    String name = "'" + prefix(session) + number + "'";
    session.execute("XA START " + name);
    some(tally, session, changes);
    session.execute("XA END " + name);
    if (!rolledBack && session.random().nextInt(4) == 0) {
      session.execute("XA COMMIT " + name + " ONE PHASE");
      return tally;
    }
    session.execute("XA PREPARE " + name);
    if (session.random().nextBoolean()) {
      meanwhile(session);
    }
    session.execute((rolledBack ? "XA ROLLBACK " : "XA COMMIT ") + name);
    boolean changed = !tally.isEmpty();
    if (rolledBack) {
      tally.clear();
    }
    if (changed) {
      tally.add(rolledBack ? Feature.XA_ROLLBACKS : Feature.XA);
    }
    return tally;
  }

  private static String prefix(WriterSession session) {
    return session.database() + "-" + session.writer() + "-";
  }

  /** A row of the writer's own, which no prepared transaction can hold. */
  private static void meanwhile(WriterSession session) throws SQLException {
    if (!session.options().features().contains(Feature.INTEGER_KEYS)) {
      return;
    }
    int id = session.options().keys() + 10 * (1 + session.writer());
    try (WriterSession another = session.another()) {
      another.update(
          "INSERT INTO integers (id, v) VALUES (" + id + ", 1) ON DUPLICATE KEY UPDATE v = v + 1");
    }
  }

  /** Ends what an earlier connection of this writer left prepared: by turns either way. */
  static void finish(WriterSession session) throws SQLException {
    boolean commit = session.random().nextBoolean();
    for (String name : session.list("XA RECOVER")) {
      if (name.startsWith(prefix(session))) {
        session.execute((commit ? "XA COMMIT '" : "XA ROLLBACK '") + name + "'");
        commit = !commit;
      }
    }
  }
}
