package io.openoms.postgresql;

import io.openoms.TlsMode;
import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.postgresql.mapping.TimestamptzMapping;
import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointProvider;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The type {@code postgresql}. Stateless; thread-safe. */
public final class PostgreSqlProvider implements EndpointProvider {

  private static final EndpointOption<String> URL =
      EndpointOption.text("url", "the JDBC URL, as jdbc:postgresql://host:port/database")
          .asRequired();
  private static final EndpointOption<String> USER = EndpointOption.text("user", "the role");
  private static final EndpointOption<String> PASSWORD =
      EndpointOption.text("password", "its password").asSecret();
  private static final EndpointOption<TlsMode> TLS =
      EndpointOption.word("tls", "how connections are protected", TlsMode.class);
  private static final EndpointOption<String> ROOT_CERTIFICATE =
      EndpointOption.text("root_certificate", "a PEM file of the authorities that are trusted");
  private static final EndpointOption<String> SLOT =
      EndpointOption.text("slot", "the replication slot by which the project follows");
  private static final EndpointOption<String> PUBLICATION =
      EndpointOption.text("publication", "the publication by which it does");

  private static final EndpointOption<IntervalMapping> INTERVAL =
      EndpointOption.word("interval", "what intervals become", IntervalMapping.class);
  private static final EndpointOption<TimestamptzMapping> TIMESTAMPTZ =
      EndpointOption.word(
          "timestamptz", "what timestamps with a time zone become", TimestamptzMapping.class);
  private static final EndpointOption<NanMapping> NAN =
      EndpointOption.word(
          "nan", "what becomes of numbers that are NaN or infinite", NanMapping.class);

  @Override
  public List<EndpointType> types() {
    return List.of(new EndpointType("postgresql", "PostgreSQL", Set.of(EndpointUse.SOURCE)));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    return List.of(
        URL, USER, PASSWORD, TLS, ROOT_CERTIFICATE, SLOT, PUBLICATION, INTERVAL, TIMESTAMPTZ, NAN);
  }

  @Override
  public Endpoint create(String type, EndpointUse use, EndpointValues values) {
    PostgreSql server =
        PostgreSql.at(values.require(URL))
            .credentials(values.get(USER).orElse(""), values.get(PASSWORD).orElse(""));
    PostgreSql trusting =
        values
            .get(ROOT_CERTIFICATE)
            .map(file -> server.rootCertificate(Path.of(file)))
            .orElse(server);
    PostgreSql safe = values.get(TLS).map(trusting::tls).orElse(trusting);
    PostgreSql named = values.get(SLOT).map(safe::slot).orElse(safe);
    return mapped(values.get(PUBLICATION).map(named::publication).orElse(named), values);
  }

  private static PostgreSql mapped(PostgreSql server, EndpointValues values) {
    PostgreSql spans = values.get(INTERVAL).map(server::interval).orElse(server);
    PostgreSql instants = values.get(TIMESTAMPTZ).map(spans::timestamptz).orElse(spans);
    return values.get(NAN).map(instants::nan).orElse(instants);
  }
}
