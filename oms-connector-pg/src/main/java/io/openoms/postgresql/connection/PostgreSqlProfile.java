package io.openoms.postgresql.connection;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.error.SqlFailures;

/** How connections to PostgreSQL are made. Stateless. */
public final class PostgreSqlProfile {

  private PostgreSqlProfile() {}

  /** The profile of pooled connections. */
  public static ConnectionProfile profile() {
    return new ConnectionProfile(
        new PgJdbc(), failures(), new PostgreSqlVariables(), PostgreSqlSettings.ALL);
  }

  /** Names what the driver throws. */
  public static SqlFailures failures() {
    return new SqlFailures(new PostgreSqlFailures());
  }
}
