package io.openoms.jdbc.mysql.state;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.connection.WaitTimeout;
import io.openoms.jdbc.session.IdleLimit;
import io.openoms.jdbc.state.StateDialect;
import java.util.List;

/** The bookkeeping's statements in the language of the MySQL family. Stateless; thread-safe. */
public enum MySqlFamilyState implements StateDialect {
  /** The one dialect. */
  INSTANCE;

  /** Beyond a project's name with what the engine adds to it; names of objects take no more. */
  private static final String NAME =
      "VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";

  private static final String TOKEN =
      "VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";

  @Override
  public String quote(String name) {
    return Identifiers.quote(name);
  }

  @Override
  public String createSchema(String schema) {
    return "CREATE DATABASE IF NOT EXISTS " + schema;
  }

  @Override
  public String dropSchema(String schema) {
    return "DROP DATABASE " + schema;
  }

  @Override
  public String createTable(String table, String columns) {
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " ("
        + columns
            .replace("{name}", NAME)
            .replace("{token}", TOKEN)
            .replace("{text}", "LONGTEXT")
            .replace("{moment}", "DATETIME(6)")
            .replace("{flag}", "TINYINT")
        + ") DEFAULT CHARACTER SET utf8mb4";
  }

  @Override
  public String now() {
    return "UTC_TIMESTAMP(6)";
  }

  @Override
  public String epochMillis() {
    return "CAST(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(3)) * 1000 AS SIGNED)";
  }

  @Override
  public String fromNothing() {
    return " FROM DUAL";
  }

  @Override
  public String insertAbsent(String table, String rows) {
    return "INSERT IGNORE INTO " + table + " " + rows;
  }

  @Override
  public String replace(String table, List<String> columns, List<String> key, String values) {
    return "REPLACE INTO " + table + " (" + String.join(", ", columns) + ") VALUES " + values;
  }

  @Override
  public IdleLimit idleLimit() {
    return WaitTimeout.INSTANCE;
  }
}
