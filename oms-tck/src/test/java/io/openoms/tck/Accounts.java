package io.openoms.tck;

import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Accounts that have the privileges which docs/from names, and no others; made on each server when
 * they are first needed. Thread-safe.
 */
final class Accounts {

  private static final String READER = "oms_reader";
  private static final String WRITER = "oms_writer";

  private static final String CAPTURER = "oms_capturer";
  private static final String POLLER = "oms_poller";

  static final String READS =
      "SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, REPLICATION SLAVE, REPLICATION CLIENT";

  static final String WRITES =
      "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, CREATE VIEW, SHOW VIEW";

  static final String CAPTURES = "SELECT, SHOW VIEW, TRIGGER, PROCESS";

  private Accounts() {}

  /** A source, by an account that reads and follows. */
  static MySql source(DatabaseServer server) {
    make(server, READER, READS);
    if (!server.version().contains("MariaDB") && !server.version().startsWith("5.")) {
      server.execute("GRANT XA_RECOVER_ADMIN ON *.* TO " + READER);
    }
    if (isThere(
        server, "SHOW GLOBAL VARIABLES WHERE variable_name = 'gtid_mode' AND value <> 'ON'")) {
      server.execute("GRANT PROCESS ON *.* TO " + READER);
    }
    return MySql.at(server.jdbcUrl()).credentials(READER, "");
  }

  /** Lets that source's account write heartbeats. */
  static void allowHeartbeats(DatabaseServer server) {
    make(server, READER, READS);
    server.execute("GRANT CREATE, INSERT, UPDATE ON oms_heartbeat.* TO " + READER);
  }

  /** A sink, by an account that makes and fills tables and views. */
  static OceanBase sink(DatabaseServer server) {
    make(server, WRITER, WRITES);
    return OceanBase.at(server.jdbcUrl()).credentials(WRITER, "");
  }

  /** The same of whatever product the server is. */
  static Endpoint anySource(DatabaseServer server) {
    if (!server.version().contains("OceanBase")) {
      return source(server);
    }
    make(server, READER, "SELECT, SHOW VIEW");
    return OceanBase.at(server.jdbcUrl()).credentials(READER, "");
  }

  /** The same of whatever product the server is. */
  static Endpoint anySink(DatabaseServer server) {
    return anySink(server, server.jdbcUrl());
  }

  /** The same behind another address. */
  static Endpoint anySink(DatabaseServer server, String url) {
    make(server, WRITER, WRITES);
    return server.version().contains("OceanBase")
        ? OceanBase.at(url).credentials(WRITER, "")
        : MySql.at(url).credentials(WRITER, "");
  }

  /** An OceanBase source, by an account that reads and makes triggers. */
  static OceanBase captured(DatabaseServer server) {
    return captured(server, server.jdbcUrl());
  }

  /** The same behind another address. */
  static OceanBase captured(DatabaseServer server, String url) {
    if (!isThere(server, "SELECT 1 FROM mysql.user WHERE user = '" + CAPTURER + "'")) {
      make(server, CAPTURER, CAPTURES);
      server.execute("GRANT ALL ON oms_capture.* TO " + CAPTURER);
    }
    return OceanBase.at(url).credentials(CAPTURER, "");
  }

  /**
   * An OceanBase source, by an account that reads, keeps a list of its own, and makes no triggers.
   */
  static OceanBase polled(DatabaseServer server) {
    return polled(server, server.jdbcUrl());
  }

  /** The same behind another address. */
  static OceanBase polled(DatabaseServer server, String url) {
    if (!isThere(server, "SELECT 1 FROM mysql.user WHERE user = '" + POLLER + "'")) {
      make(server, POLLER, "SELECT, SHOW VIEW");
      server.execute("GRANT ALL ON oms_capture.* TO " + POLLER);
    }
    return OceanBase.at(url).credentials(POLLER, "");
  }

  private static synchronized void make(DatabaseServer server, String user, String privileges) {
    if (!isThere(server, "SELECT 1 FROM mysql.user WHERE user = '" + user + "'")) {
      server.execute("CREATE USER " + user, "GRANT " + privileges + " ON *.* TO " + user);
    }
  }

  private static boolean isThere(DatabaseServer server, String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
