package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Commits of a server that stand in its log and are not visible: semi-synchronous replication
 * (AFTER_SYNC) without any replica holds each of them until {@link #release}. One thread.
 */
final class HeldCommits implements AutoCloseable {

  private final DatabaseServer server;
  private final boolean mariaDb;
  private final String prefix;
  private final List<Thread> commits = new ArrayList<>();

  HeldCommits(DatabaseServer server) {
    this.server = server;
    this.mariaDb = server.version().contains("MariaDB");
    this.prefix = "SET GLOBAL rpl_semi_sync_" + (mariaDb ? "master_" : "source_");
    if (!mariaDb
        && ask("SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name LIKE 'rpl_semi%'")
            .equals("0")) {
      server.execute("INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'");
    }
    server.execute(
        prefix + "timeout = 600000", prefix + "wait_point = AFTER_SYNC", prefix + "enabled = ON");
  }

  /** Executes a statement whose commit is held, and returns once it stands in the log. */
  void hold(String sql) {
    String before = end();
    Thread commit = new Thread(() -> server.execute(sql), "held");
    commits.add(commit);
    commit.start();
    Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> !end().equals(before));
  }

  /** The log's file and offset. */
  String end() {
    String sql = mariaDb ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS";
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1) + ":" + rows.getLong(2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets all of them be done. */
  void release() {
    server.execute(prefix + "enabled = OFF");
    for (Thread commit : commits) {
      try {
        commit.join(30_000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    commits.clear();
  }

  @Override
  public void close() {
    release();
  }

  private String ask(String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
