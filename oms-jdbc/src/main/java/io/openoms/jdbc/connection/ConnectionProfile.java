package io.openoms.jdbc.connection;

import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.SessionSetting;
import io.openoms.jdbc.session.SettingStatements;
import java.util.List;

/**
 * What all connections to one kind of server have in common. Immutable.
 *
 * @param driver connects
 * @param failures names what the driver throws
 * @param statements reads and sets the variables of a session
 * @param settings the variables that each session has at that value
 */
public record ConnectionProfile(
    DriverAdapter driver,
    SqlFailures failures,
    SettingStatements statements,
    List<SessionSetting> settings) {

  public ConnectionProfile {
    settings = List.copyOf(settings);
  }
}
