package io.openoms.mysql;

import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointProvider;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The types {@code mysql} and {@code mariadb}. Stateless; thread-safe. */
public final class MySqlProvider implements EndpointProvider {

  /** What a server is to others. */
  enum Role {
    PRIMARY,
    STANDBY
  }

  private static final Set<EndpointUse> BOTH = Set.of(EndpointUse.SOURCE, EndpointUse.SINK);
  private static final EndpointOption<String> URL =
      EndpointOption.text("url", "the JDBC URL, as jdbc:mysql://host:port/").asRequired();
  private static final EndpointOption<String> USER = EndpointOption.text("user", "the account");
  private static final EndpointOption<String> PASSWORD =
      EndpointOption.text("password", "its password").asSecret();
  private static final EndpointOption<String> STANDBY =
      EndpointOption.text("standby", "the JDBC URL of a replica that rows are read from");
  private static final EndpointOption<Role> ROLE =
      EndpointOption.word("role", "whether the server is itself a standby", Role.class);

  @Override
  public List<EndpointType> types() {
    return List.of(
        new EndpointType("mysql", "MySQL", BOTH), new EndpointType("mariadb", "MariaDB", BOTH));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    return use == EndpointUse.SOURCE
        ? List.of(URL, USER, PASSWORD, STANDBY, ROLE)
        : List.of(URL, USER, PASSWORD);
  }

  @Override
  public Endpoint create(String type, EndpointUse use, EndpointValues values) {
    String url = values.require(URL);
    boolean isStandby = values.get(ROLE).equals(Optional.of(Role.STANDBY));
    MySql server =
        (isStandby ? MySql.standbyAt(url) : MySql.at(url))
            .credentials(values.get(USER).orElse(""), values.get(PASSWORD).orElse(""));
    return values.get(STANDBY).map(server::standby).orElse(server);
  }
}
