package io.openoms.cli.file;

import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads an endpoint: type, url, user, password. */
final class EndpointReader {

  /** What each type makes of a URL and credentials. */
  private record Access(
      String url, String user, String password, Optional<String> standby, boolean isStandby) {}

  private static final Set<String> SOURCES =
      Set.of("mysql", "mariadb", "oceanbase", "postgresql", "tidb", "hbase");
  private static final Set<String> SINKS = Set.of("oceanbase", "obkv", "mysql", "postgresql");

  private EndpointReader() {}

  static Optional<Endpoint> source(Section section) {
    return read(
        section,
        SOURCES,
        Map.of("mysql", EndpointReader::mySql, "mariadb", EndpointReader::mySql),
        "source");
  }

  static Optional<Endpoint> sink(Section section) {
    return read(section, SINKS, Map.of("oceanbase", EndpointReader::oceanBase), "sink");
  }

  private static Endpoint mySql(Access access) {
    MySql server = access.isStandby() ? MySql.standbyAt(access.url()) : MySql.at(access.url());
    MySql withAccount = server.credentials(access.user(), access.password());
    return access.standby().map(withAccount::standby).orElse(withAccount);
  }

  private static Endpoint oceanBase(Access access) {
    return OceanBase.at(access.url()).credentials(access.user(), access.password());
  }

  private static Optional<Endpoint> read(
      Section section,
      Set<String> types,
      Map<String, Function<Access, Endpoint>> built,
      String use) {
    boolean typed = section.required("type").isPresent();
    Optional<String> type = typed ? section.word("type", types) : Optional.empty();
    Optional<String> url = section.required("url");
    String user = section.text("user").orElse("");
    String password = section.text("password").orElse("");
    boolean mySql =
        use.equals("source") && type.map(Set.of("mysql", "mariadb")::contains).orElse(false);
    Optional<String> standby = mySql ? section.text("standby") : Optional.empty();
    Optional<String> role =
        mySql ? section.word("role", Set.of("primary", "standby")) : Optional.empty();
    section.end();
    if (type.isPresent() && !built.containsKey(type.get())) {
      section.fault("type", type.get() + " as a " + use + " is not built yet");
      return Optional.empty();
    }
    if (type.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    Access access =
        new Access(url.get(), user, password, standby, role.map("standby"::equals).orElse(false));
    return Optional.of(built.get(type.get()).apply(access));
  }
}
