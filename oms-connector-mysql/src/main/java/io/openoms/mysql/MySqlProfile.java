package io.openoms.mysql;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import java.util.Map;
import java.util.Set;

/**
 * How connections to MySQL and MariaDB are made. One profile for both: which of them answers is
 * known only once a session is open. Stateless.
 */
final class MySqlProfile {

  /** MySQL's limit of time, and MariaDB's. */
  private static final Set<Integer> TIME_OVER = Set.of(3024, 1969);

  private static final Map<Integer, JdbcError> ERRORS =
      Map.of(
          // MySQL: the session was silent for too long, and is gone.
          4031, JdbcError.CONNECTION_LOST,
          // MariaDB: a CHECK refuses the row.
          4025, JdbcError.VALUE_REFUSED);

  private MySqlProfile() {}

  static ConnectionProfile profile() {
    return FamilyProfile.of(ERRORS, TIME_OVER, MySqlSettings.ALL);
  }
}
