package io.openoms.oceanbase;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How connections to OceanBase are made. Stateless. */
final class OceanBaseProfile {

  private static final Set<Integer> TIME_OVER = Set.of(3024);

  private OceanBaseProfile() {}

  static ConnectionProfile profile() {
    return FamilyProfile.of(errors(), TIME_OVER, OceanBaseSettings.ALL);
  }

  private static Map<Integer, JdbcError> errors() {
    Map<Integer, JdbcError> errors = new HashMap<>();
    List.of(6002, 6003, 6005).forEach(number -> errors.put(number, JdbcError.LOCK_CONFLICT));
    // Time-outs, memory limits, log disk full, leader changes.
    List.of(4012, 4013, 4030, 4031, 4038, 4039, 4184, 5066, 6210, 6224)
        .forEach(number -> errors.put(number, JdbcError.SERVER_OVERLOADED));
    errors.put(4019, JdbcError.VALUE_REFUSED);
    return Map.copyOf(errors);
  }
}
