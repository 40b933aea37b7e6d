package io.openoms.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Each change as a statement of its own, in the source's transactions, on one connection. */
final class RowByRowApply implements IncrementalCompetitor {

  private static final int MOST_CHANGES = 20_000;

  @Override
  public String name() {
    return "row by row";
  }

  @Override
  public int changes(int wanted) {
    return Math.min(wanted, MOST_CHANGES);
  }

  @Override
  public void prepare(IncrementalTask task) {
    task.createSink();
  }

  @Override
  public Applied apply(IncrementalTask task) throws SQLException {
    String url = task.to().jdbcUrl() + task.database() + "?characterEncoding=UTF-8";
    try (Connection sink =
            DriverManager.getConnection(url, task.to().user(), task.to().password());
        Statement statement = sink.createStatement()) {
      sink.setAutoCommit(false);
      statement.setEscapeProcessing(false);
      long began = System.nanoTime();
      task.backlog()
          .forEach(
              transaction -> {
                for (BacklogChange change : transaction) {
                  statement.executeUpdate(change.statement(task.table()));
                }
                sink.commit();
              });
      return Applied.since(began);
    }
  }
}
