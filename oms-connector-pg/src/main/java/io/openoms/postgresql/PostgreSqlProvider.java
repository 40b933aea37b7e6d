package io.openoms.postgresql;

import io.openoms.TlsMode;
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

  @Override
  public List<EndpointType> types() {
    return List.of(new EndpointType("postgresql", "PostgreSQL", Set.of(EndpointUse.SOURCE)));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    return List.of(URL, USER, PASSWORD, TLS, ROOT_CERTIFICATE, SLOT, PUBLICATION);
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
    return values.get(PUBLICATION).map(named::publication).orElse(named);
  }
}
