package io.openoms.tck;

import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;

/** Accounts of projects with a switchover: they read, write and follow at either end. */
final class SwitchAccounts {

  private static final String USER = "oms_switch";

  private SwitchAccounts() {}

  /** Makes the account. */
  static void make(DatabaseServer server) {
    server.execute(
        "DROP USER IF EXISTS " + USER, "CREATE USER " + USER, "GRANT ALL ON *.* TO " + USER);
  }

  /** Limits how many statements of the account may change anything in an hour; 0 for no limit. */
  static void limitUpdates(DatabaseServer server, int most) {
    server.execute("ALTER USER " + USER + " WITH MAX_UPDATES_PER_HOUR " + most);
  }

  /** An end of a project, by that account. */
  static Endpoint end(DatabaseServer server) {
    return end(server, server.jdbcUrl());
  }

  /** The same through a link that must see its statements. */
  static Endpoint end(DatabaseServer server, LinkProxy link) {
    return end(server, "jdbc:mysql://127.0.0.1:" + link.port() + "/?sslMode=DISABLED");
  }

  private static Endpoint end(DatabaseServer server, String url) {
    return server.version().contains("OceanBase")
        ? OceanBase.at(url).credentials(USER, "")
        : MySql.at(url).credentials(USER, "");
  }
}
