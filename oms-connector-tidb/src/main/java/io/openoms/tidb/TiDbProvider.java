package io.openoms.tidb;

import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointProvider;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The type {@code tidb}, as a source. Stateless; thread-safe. */
public final class TiDbProvider implements EndpointProvider {

  private static final EndpointOption<String> URL =
      EndpointOption.text("url", "the JDBC URL, as jdbc:mysql://host:port/").asRequired();
  private static final EndpointOption<String> USER = EndpointOption.text("user", "the account");
  private static final EndpointOption<String> PASSWORD =
      EndpointOption.text("password", "its password").asSecret();

  private static final EndpointOption<Map<String, String>> KAFKA =
      EndpointOption.texts(
              "kafka",
              "the changefeed's topic: bootstrap, topic, time_zone (TiCDC's own), and properties of"
                  + " Kafka's consumer")
          .asSecret();

  @Override
  public List<EndpointType> types() {
    return List.of(new EndpointType("tidb", "TiDB", Set.of(EndpointUse.SOURCE)));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    return List.of(URL, USER, PASSWORD, KAFKA);
  }

  @Override
  public Endpoint create(String type, EndpointUse use, EndpointValues values) {
    TiDb server =
        TiDb.at(values.require(URL))
            .credentials(values.get(USER).orElse(""), values.get(PASSWORD).orElse(""));
    return values.get(KAFKA).map(Changefeed::of).map(server::changefeed).orElse(server);
  }
}
