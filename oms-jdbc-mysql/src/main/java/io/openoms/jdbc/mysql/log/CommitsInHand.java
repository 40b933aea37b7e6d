package io.openoms.jdbc.mysql.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commits that a MySQL server has in hand: InnoDB prepares a transaction, the server writes it
 * to its log, and only then InnoDB commits it and readers see it. With semi-synchronous replication
 * (AFTER_SYNC) that takes as long as a replica needs, else as long as the disk. InnoDB alone tells
 * of the state in between, in its monitor (seen on MySQL 8.0 and 9.7; it needs PROCESS).
 *
 * <p>Transactions of clients that were prepared by XA are in the same state: those whose session
 * rests, or is gone, are not being committed.
 */
final class CommitsInHand {

  private static final Pattern PREPARED =
      Pattern.compile("^---TRANSACTION (\\d+), ACTIVE \\(PREPARED\\)");
  private static final Pattern THREAD = Pattern.compile("^\\w+ thread id (\\d+),");
  private static final Pattern XA = Pattern.compile("^\\s*XA\\s+(COMMIT|ROLLBACK)\\b.*");
  private static final String CUT = "... truncated...";

  private CommitsInHand() {}

  /**
   * Their names, which are never given again: asked later, those that are left are still in hand.
   *
   * @throws SQLException also when the user may not ask, or the server does not tell all
   */
  static Set<String> of(Statement statement) throws SQLException {
    String monitor = monitor(statement);
    if (monitor.contains(CUT)) {
      throw new SQLException("SHOW ENGINE INNODB STATUS is longer than the server shows");
    }
    Set<String> resting = new HashSet<>();
    Set<String> names = new HashSet<>();
    read(statement, resting, names);
    String prepared = "";
    for (String line : monitor.split("\n", -1)) {
      Matcher thread = THREAD.matcher(line);
      Matcher transaction = PREPARED.matcher(line);
      if (transaction.find()) {
        prepared = transaction.group(1);
      } else if (line.startsWith("---")) {
        prepared = "";
      } else if (!prepared.isEmpty() && thread.find()) {
        if (!resting.contains(thread.group(1))) {
          names.add("transaction " + prepared);
        }
        prepared = "";
      }
    }
    return names;
  }

  private static String monitor(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW ENGINE INNODB STATUS")) {
      return rows.next() ? rows.getString("Status") : "";
    }
  }

  /** A session may commit what another one has prepared; InnoDB shows it without a session. */
  private static void read(Statement statement, Set<String> resting, Set<String> names)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW FULL PROCESSLIST")) {
      while (rows.next()) {
        String info = rows.getString("Info");
        if (rows.getString("Command").equals("Sleep")) {
          resting.add(rows.getString("Id"));
        } else if (info != null && XA.matcher(info.toUpperCase(Locale.ROOT)).matches()) {
          names.add("session " + rows.getString("Id") + ", which decides an XA transaction");
        }
      }
    }
  }
}
