package io.openoms.oceanbase;

import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointProvider;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The types {@code oceanbase} and {@code obkv}. Stateless; thread-safe. */
public final class OceanBaseProvider implements EndpointProvider {

  private static final EndpointOption<String> URL =
      EndpointOption.text("url", "the JDBC URL, as jdbc:mysql://host:port/").asRequired();
  private static final EndpointOption<String> USER = EndpointOption.text("user", "the account");
  private static final EndpointOption<String> PASSWORD =
      EndpointOption.text("password", "its password").asSecret();
  private static final EndpointOption<CaptureMode> CAPTURE =
      EndpointOption.word("capture", "how changes are captured", CaptureMode.class);
  private static final EndpointOption<String> BINLOG_URL =
      EndpointOption.text("binlog_url", "the JDBC URL of its Binlog Service, where it is another");
  private static final EndpointOption<Duration> POLL_SECONDS =
      EndpointOption.seconds("poll_seconds", "the rest between two looks, where tables are polled");

  private static final EndpointOption<String> TABLE_TEMPLATE =
      EndpointOption.text("table_template", "the statement that creates a table of cells");

  private static final String OBKV = "obkv";

  @Override
  public List<EndpointType> types() {
    return List.of(
        new EndpointType(
            "oceanbase", "a tenant of OceanBase", Set.of(EndpointUse.SOURCE, EndpointUse.SINK)),
        new EndpointType(
            OBKV, "tables of cells in a tenant of OceanBase", Set.of(EndpointUse.SINK)));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    if (type.equals(OBKV)) {
      return List.of(URL, USER, PASSWORD, TABLE_TEMPLATE);
    }
    return use == EndpointUse.SOURCE
        ? List.of(URL, USER, PASSWORD, CAPTURE, BINLOG_URL, POLL_SECONDS)
        : List.of(URL, USER, PASSWORD);
  }

  @Override
  public Endpoint create(String type, EndpointUse use, EndpointValues values) {
    if (type.equals(OBKV)) {
      return cells(values);
    }
    OceanBase server =
        OceanBase.at(values.require(URL))
            .credentials(values.get(USER).orElse(""), values.get(PASSWORD).orElse(""));
    return use == EndpointUse.SOURCE ? source(server, values) : server;
  }

  private static OceanBase source(OceanBase server, EndpointValues values) {
    OceanBase captured = server.capture(values.get(CAPTURE).orElse(CaptureMode.AUTO));
    OceanBase polled = values.get(POLL_SECONDS).map(captured::pollInterval).orElse(captured);
    return values.get(BINLOG_URL).map(polled::binlogService).orElse(polled);
  }

  private static Endpoint cells(EndpointValues values) {
    Obkv server =
        Obkv.at(values.require(URL))
            .credentials(values.get(USER).orElse(""), values.get(PASSWORD).orElse(""));
    return values.get(TABLE_TEMPLATE).map(server::tableTemplate).orElse(server);
  }
}
