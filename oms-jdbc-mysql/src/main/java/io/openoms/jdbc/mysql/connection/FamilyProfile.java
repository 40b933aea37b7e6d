package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.SessionSetting;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the profile of connections to one kind of server of the family. Stateless. */
public final class FamilyProfile {

  private FamilyProfile() {}

  /**
   * A profile.
   *
   * @param products the error numbers of the products that such a server may be
   * @param settings the settings of each session
   */
  public static ConnectionProfile of(List<ErrorTraits> products, List<SessionSetting> settings) {
    Set<Integer> timeOver =
        products.stream()
            .flatMap(product -> product.timeOver().stream())
            .collect(Collectors.toUnmodifiableSet());
    return new ConnectionProfile(
        new ConnectorJ(),
        new SqlFailures(ConnectorJ.errors(FamilyErrors.with(products))),
        new SessionVariables(timeOver),
        settings);
  }
}
