package io.openoms.bench;

import io.openoms.bench.BacklogChange.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The limit: one connection, the changes already in its hands and known to be right. The last state
 * of each row among 5,000 changes is written by multi-row upserts and deletes of 500 rows, in one
 * transaction; no reading of a log, no state, no checks.
 */
final class LimitApply implements IncrementalCompetitor {

  private static final int WINDOW = 5_000;
  private static final int STATEMENT_ROWS = 500;

  @Override
  public String name() {
    return "limit";
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
      Map<Integer, BacklogChange> window = new HashMap<>();
      long began = System.nanoTime();
      int[] taken = {0};
      task.backlog()
          .forEach(
              transaction -> {
                transaction.forEach(change -> window.put(change.id(), change));
                taken[0] += transaction.size();
                if (taken[0] >= WINDOW) {
                  flush(task.table(), window, statement);
                  sink.commit();
                  taken[0] = 0;
                }
              });
      flush(task.table(), window, statement);
      sink.commit();
      return Applied.since(began);
    }
  }

  private static void flush(
      BenchTable table, Map<Integer, BacklogChange> window, Statement statement)
      throws SQLException {
    List<BacklogChange> deletes =
        window.values().stream().filter(change -> change.kind() == Kind.DELETE).toList();
    List<BacklogChange> upserts =
        window.values().stream().filter(change -> change.kind() != Kind.DELETE).toList();
    for (int i = 0; i < deletes.size(); i += STATEMENT_ROWS) {
      statement.executeUpdate(
          deletes.subList(i, Math.min(deletes.size(), i + STATEMENT_ROWS)).stream()
              .map(change -> "" + change.id())
              .collect(
                  Collectors.joining(",", "DELETE FROM " + table.name() + " WHERE id IN (", ")")));
    }
    String set =
        table.columns().stream()
            .map(column -> column.name() + "=VALUES(" + column.name() + ")")
            .collect(Collectors.joining(",", " ON DUPLICATE KEY UPDATE ", ""));
    for (int i = 0; i < upserts.size(); i += STATEMENT_ROWS) {
      statement.executeUpdate(
          upserts.subList(i, Math.min(upserts.size(), i + STATEMENT_ROWS)).stream()
              .map(BacklogChange::row)
              .collect(Collectors.joining(",", "INSERT INTO " + table.name() + " VALUES ", set)));
    }
    window.clear();
  }
}
