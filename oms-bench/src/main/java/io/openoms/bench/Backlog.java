package io.openoms.bench;

import io.openoms.bench.BacklogChange.Kind;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Transactions of five changes each, the same each time it is made: 60 % updates, 20 % inserts of
 * new ids, 20 % deletes, random ids. Two sessions share the ids, the odd and the even ones, so that
 * the end does not depend on how they take turns.
 *
 * @param table what is changed
 * @param rows the rows that are there, ids from 1
 * @param changes how many changes
 * @param hotRows if not 0, only so many rows are changed and all changes are updates
 */
record Backlog(BenchTable table, int rows, int changes, int hotRows) {

  static final int TRANSACTION_CHANGES = 5;
  private static final int SESSIONS = 2;

  /** Takes one transaction's changes. */
  @FunctionalInterface
  interface Consumer {
    void accept(List<BacklogChange> transaction) throws SQLException;
  }

  /** As many of its changes as a slow competitor can do in a bearable time. */
  Backlog ofAtMost(int fewer) {
    return new Backlog(table, rows, Math.min(changes, fewer), hotRows);
  }

  /** All transactions, in an order that gives the same end as theirs at the source. */
  void forEach(Consumer consumer) throws SQLException {
    for (int session = 0; session < SESSIONS; session++) {
      forEach(session, consumer);
    }
  }

  private void forEach(int session, Consumer consumer) throws SQLException {
    Random random = new Random(session);
    BitSet deleted = new BitSet(rows);
    int next = rows + 1 + (rows + 1 + session) % SESSIONS;
    List<BacklogChange> transaction = new ArrayList<>();
    for (int i = 0; i < changes / SESSIONS; i++) {
      int kind = hotRows > 0 ? 0 : i % 5;
      if (kind == 3) {
        transaction.add(new BacklogChange(Kind.INSERT, next, table.values(random)));
        next += SESSIONS;
      } else {
        int id = id(random, session, deleted);
        if (kind == 4) {
          deleted.set(id);
        }
        transaction.add(
            kind == 4
                ? new BacklogChange(Kind.DELETE, id, List.of())
                : new BacklogChange(Kind.UPDATE, id, table.values(random)));
      }
      if (transaction.size() == TRANSACTION_CHANGES || i == changes / SESSIONS - 1) {
        consumer.accept(transaction);
        transaction = new ArrayList<>();
      }
    }
  }

  private int id(Random random, int session, BitSet deleted) {
    int among = hotRows > 0 ? hotRows : rows;
    while (true) {
      int id = 1 + random.nextInt(among);
      if (id % SESSIONS == session && !deleted.get(id)) {
        return id;
      }
    }
  }

  /** Makes the changes at the source, a transaction in one round trip. Blocks. */
  void make(DatabaseServer source, String database, ExecutorService threads) throws Exception {
    List<Future<?>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      int session = i;
      sessions.add(
          threads.submit(
              () -> {
                makeOne(source, database, session);
                return null;
              }));
    }
    for (Future<?> session : sessions) {
      session.get();
    }
  }

  private void makeOne(DatabaseServer source, String database, int session) throws SQLException {
    String url = source.jdbcUrl() + database + "?allowMultiQueries=true&characterEncoding=UTF-8";
    try (Connection connection =
            DriverManager.getConnection(url, source.user(), source.password());
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      forEach(
          session,
          transaction -> {
            StringBuilder sql = new StringBuilder("BEGIN;");
            transaction.forEach(change -> sql.append(change.statement(table)).append(';'));
            statement.execute(sql.append("COMMIT").toString());
          });
    }
  }
}
