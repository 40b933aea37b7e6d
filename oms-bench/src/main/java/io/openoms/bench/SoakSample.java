package io.openoms.bench;

import io.openoms.Following;
import io.openoms.testkit.DatabaseServer;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * What is held at one moment.
 *
 * @param liveBytes the heap after a collection
 * @param threads of the JVM
 * @param sourceConnections at the source, those of the writers and the one that asks among them
 * @param sinkConnections the same at the sink
 * @param lagMillis how old the sink's state is
 * @param spoolBytes on disk
 * @param applied changes applied so far
 */
record SoakSample(
    long liveBytes,
    int threads,
    int sourceConnections,
    int sinkConnections,
    long lagMillis,
    long spoolBytes,
    long applied) {

  /** Looks now; collects garbage. */
  static SoakSample of(FollowedSource followed) throws SQLException {
    Following following = followed.following();
    System.gc();
    return new SoakSample(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        connections(followed.from()),
        connections(followed.to()),
        following.lag().orElse(Duration.ofDays(1)).toMillis(),
        following.spoolBytes(),
        following.appliedChanges());
  }

  private static int connections(DatabaseServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT COUNT(*) FROM information_schema.processlist")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The head of a Markdown table of {@link #line}. */
  static String head() {
    return "| minute | changes/s written | applied | live heap MB | threads | connections source |"
        + " sink | lag s | spool MB |\n|---|---|---|---|---|---|---|---|---|";
  }

  String line(int minute, long written, SoakSample before, double seconds) {
    return String.format(
        Locale.ROOT,
        "| %d | %,.0f | %,.0f | %.1f | %d | %d | %d | %.2f | %.1f |",
        minute,
        written / seconds,
        (applied - before.applied) / seconds,
        liveBytes / 1048576.0,
        threads,
        sourceConnections,
        sinkConnections,
        lagMillis / 1e3,
        spoolBytes / 1048576.0);
  }
}
