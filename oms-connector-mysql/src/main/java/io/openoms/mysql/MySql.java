package io.openoms.mysql;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.connection.ConnectorJ;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A MySQL or MariaDB server. Immutable: each method gives a changed copy. Connections come from a
 * pool of this library's own, or from the caller's data source.
 */
public final class MySql implements Endpoint {

  private final ConnectionSettings settings;
  private final Optional<UnaryOperator<ConnectionSettings>> standby;
  private final boolean isStandby;
  private final OptionalLong serverId;

  private MySql(
      ConnectionSettings settings,
      Optional<UnaryOperator<ConnectionSettings>> standby,
      boolean isStandby,
      OptionalLong serverId) {
    this.serverId = serverId;
    this.settings = settings;
    this.standby = standby;
    this.isStandby = isStandby;
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static MySql at(String url) {
    return new MySql(ConnectionSettings.at(url), Optional.empty(), false, OptionalLong.empty());
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static MySql from(DataSource dataSource) {
    return new MySql(
        ConnectionSettings.from(dataSource), Optional.empty(), false, OptionalLong.empty());
  }

  /**
   * A standby alone: definitions and rows are read from it, and phases that follow changes are
   * refused.
   */
  public static MySql standbyAt(String url) {
    return new MySql(ConnectionSettings.at(url), Optional.empty(), true, OptionalLong.empty());
  }

  /**
   * Reads definitions and rows from a replica of this server, which spares the server itself; it is
   * still followed for changes. Account and options are this server's. MySQL needs GTIDs at both,
   * and the account needs REPLICATION CLIENT at the standby.
   *
   * @param url the standby's address
   */
  public MySql standby(String url) {
    return new MySql(settings, Optional.of(primary -> primary.elsewhere(url)), isStandby, serverId);
  }

  /** The same with a standby that has an account and options of its own. */
  public MySql standby(MySql server) {
    return new MySql(settings, Optional.of(primary -> server.settings), isStandby, serverId);
  }

  private MySql with(ConnectionSettings changed) {
    return new MySql(changed, standby, isStandby, serverId);
  }

  private Optional<ConnectionSettings> standbySettings() {
    return standby.map(of -> of.apply(settings));
  }

  /** Logs in as that user. */
  public MySql credentials(String user, String password) {
    return with(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public MySql tls(TlsMode mode) {
    return with(ConnectorJ.tls(settings, mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public MySql trustStore(Path store, String password) {
    return with(ConnectorJ.trustStore(settings, store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public MySql property(String name, String value) {
    return with(settings.property(name, value));
  }

  /**
   * By which number readers of the binary log are known to the server; it must differ from those of
   * its replicas. Drawn by lot for each reader when it is not given.
   *
   * @param id from 1 to 4294967295
   */
  public MySql serverId(long id) {
    if (id < 1 || id > 0xffff_ffffL) {
      throw new IllegalArgumentException("a server's number is from 1 to 4294967295, not " + id);
    }
    return new MySql(settings, standby, isStandby, OptionalLong.of(id));
  }

  @Override
  public String product() {
    return "mysql";
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(settings.faults(ConnectorJ.URL_FORM));
    standbySettings()
        .ifPresent(
            server ->
                server
                    .faults(ConnectorJ.URL_FORM)
                    .forEach(fault -> faults.add("standby: " + fault)));
    if (isStandby && standby.isPresent()) {
      faults.add("a standby cannot have a standby");
    }
    return faults;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    if (isStandby) {
      return StandbySession.open(Optional.empty(), settings, options, serverId);
    }
    Optional<ConnectionSettings> replica = standbySettings();
    return replica.isPresent()
        ? StandbySession.open(Optional.of(settings), replica.get(), options, serverId)
        : MySqlSession.open(settings, options, serverId);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product()
        + (isStandby ? " standby" : "")
        + " at "
        + settings
        + standbySettings().map(server -> " with a standby at " + server).orElse("");
  }
}
