package io.openoms.mysql;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import java.util.List;

/**
 * How connections to MySQL and MariaDB are made. One profile for both: which of them answers is
 * known only once a session is open. Stateless.
 */
final class MySqlProfile {

  private MySqlProfile() {}

  static ConnectionProfile profile() {
    return FamilyProfile.of(
        List.of(new MySqlTraits().errors(), new MariaDbTraits().errors()), MySqlSettings.ALL);
  }
}
