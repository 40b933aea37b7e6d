package io.openoms.jdbc.mysql.log;

import io.openoms.spi.ServerFacts;

/** By what a server is told from others, so that its log files are not taken for another's. */
public final class ServerIdentity {

  private ServerIdentity() {}

  /**
   * MySQL's UUID; MariaDB's {@code server_uid} (from 10.6.19, 11.4.3 on), before that its number.
   * Empty where the server tells neither.
   */
  public static String of(ServerFacts facts) {
    String uuid = facts.setting("server_uuid", "");
    if (!uuid.isEmpty() || !facts.product().equals("MariaDB")) {
      return uuid;
    }
    String uid = facts.setting("server_uid", "").strip();
    return uid.isEmpty() ? "id-" + facts.setting("server_id", "0") : uid;
  }
}
