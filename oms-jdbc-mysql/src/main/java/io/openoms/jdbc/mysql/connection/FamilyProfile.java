package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.SessionSetting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the profile of connections to one kind of server of the family. Stateless. */
public final class FamilyProfile {

  private FamilyProfile() {}

  /**
   * A profile.
   *
   * @param numbers the error numbers that such a server has beside those of the family
   * @param timeOver the error numbers by which it says that a query took too long
   * @param settings the settings of each session
   */
  public static ConnectionProfile of(
      Map<Integer, JdbcError> numbers, Set<Integer> timeOver, List<SessionSetting> settings) {
    return new ConnectionProfile(
        new ConnectorJ(),
        new SqlFailures(ConnectorJ.errors(FamilyErrors.with(numbers))),
        new SessionVariables(timeOver),
        settings);
  }
}
