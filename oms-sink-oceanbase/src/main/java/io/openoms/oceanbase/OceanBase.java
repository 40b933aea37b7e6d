package io.openoms.oceanbase;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.connection.ConnectorJ;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.oceanbase.binlog.BinlogService;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * An OceanBase tenant in MySQL mode. Immutable: each method gives a changed copy. Connections come
 * from a pool of this library's own, or from the caller's data source.
 */
public final class OceanBase implements Endpoint {

  private static final Duration CAPTURE_KEPT = Duration.ofMinutes(10);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final ConnectionSettings settings;
  private final CaptureMode capture;
  private final Duration captureKept;
  private final Duration pollInterval;
  private final Optional<UnaryOperator<ConnectionSettings>> service;

  private OceanBase(ConnectionSettings settings) {
    this(settings, CaptureMode.AUTO, CAPTURE_KEPT, POLL_INTERVAL, Optional.empty());
  }

  private OceanBase(
      ConnectionSettings settings,
      CaptureMode capture,
      Duration captureKept,
      Duration pollInterval,
      Optional<UnaryOperator<ConnectionSettings>> service) {
    this.settings = settings;
    this.capture = capture;
    this.captureKept = captureKept;
    this.pollInterval = pollInterval;
    this.service = service;
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static OceanBase at(String url) {
    return new OceanBase(ConnectionSettings.at(url));
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static OceanBase from(DataSource dataSource) {
    return new OceanBase(ConnectionSettings.from(dataSource));
  }

  /** Logs in as that user. */
  public OceanBase credentials(String user, String password) {
    return with(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public OceanBase tls(TlsMode mode) {
    return with(ConnectorJ.tls(settings, mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public OceanBase trustStore(Path store, String password) {
    return with(ConnectorJ.trustStore(settings, store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public OceanBase property(String name, String value) {
    return with(settings.property(name, value));
  }

  /** As a source: how changes are captured; default {@link CaptureMode#AUTO}. */
  public OceanBase capture(CaptureMode mode) {
    return new OceanBase(settings, mode, captureKept, pollInterval, service);
  }

  /**
   * As a source: where its Binlog Service is, if that is another address; changes are then read
   * from there, unless triggers are asked for. Account and options are this server's. Default: this
   * server's own address, where a proxy (ODP) hands statements of logs on to the service.
   *
   * @param url the service's address, of the form {@code jdbc:mysql://host:port/}
   */
  public OceanBase binlogService(String url) {
    return withService(tenant -> tenant.elsewhere(url));
  }

  /** The same with a service that has an account and options of its own. */
  public OceanBase binlogService(OceanBase server) {
    return withService(tenant -> server.settings);
  }

  private OceanBase withService(UnaryOperator<ConnectionSettings> of) {
    return new OceanBase(settings, capture, captureKept, pollInterval, Optional.of(of));
  }

  /**
   * As a source: how long captured keys are kept after they were read, so that they can be read
   * again if the engine's spool is lost; default 10 minutes. Longer than the server's {@code
   * undo_retention} is of no use, since rows cannot be read as they were before that.
   */
  public OceanBase captureKept(Duration time) {
    return new OceanBase(settings, capture, time, pollInterval, service);
  }

  /**
   * As a source that is polled: how long to rest between two looks at the tables; default 1 second.
   * It rests longer where a look takes long: looks of up to 20 seconds take a quarter of the time
   * at the most. Each look reads all rows of the followed tables at the server.
   *
   * @param time more than nothing
   */
  public OceanBase pollInterval(Duration time) {
    return new OceanBase(settings, capture, captureKept, time, service);
  }

  private OceanBase with(ConnectionSettings changed) {
    return new OceanBase(changed, capture, captureKept, pollInterval, service);
  }

  @Override
  public String product() {
    return "oceanbase";
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(settings.faults(ConnectorJ.URL_FORM));
    serviceSettings()
        .ifPresent(
            there ->
                there
                    .faults(ConnectorJ.URL_FORM)
                    .forEach(fault -> faults.add("Binlog Service: " + fault)));
    if (pollInterval.isZero() || pollInterval.isNegative()) {
      faults.add("the interval between two looks at the tables must be more than nothing");
    }
    boolean isOther = capture == CaptureMode.TRIGGERS || capture == CaptureMode.POLLING;
    if (isOther && service.isPresent()) {
      faults.add(
          "capture is "
              + capture.name().toLowerCase(Locale.ROOT)
              + ", and the address of a Binlog Service is given");
    }
    return faults;
  }

  @Override
  public boolean keepsCapture() {
    return true;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return session(options);
  }

  /** Opens a session whose server a further endpoint can use. Blocks. */
  OceanBaseSession session(EndpointOptions options) {
    FamilyServer tenant = connect(settings, options);
    Optional<Supplier<FamilyServer>> there =
        serviceSettings().map(address -> () -> connect(address, options));
    CaptureMode mode =
        capture == CaptureMode.AUTO && there.isPresent() ? CaptureMode.BINLOG_SERVICE : capture;
    return new OceanBaseSession(
        tenant, options, new BinlogService(tenant, there), mode, captureKept, pollInterval);
  }

  private Optional<ConnectionSettings> serviceSettings() {
    return service.map(of -> of.apply(settings));
  }

  private static FamilyServer connect(ConnectionSettings to, EndpointOptions options) {
    OceanBaseTraits traits = new OceanBaseTraits();
    return FamilyServer.open(
        to, options, FamilyProfile.of(List.of(traits.errors()), OceanBaseSettings.ALL), traits);
  }

  /** The address, without secrets. */
  String address() {
    return settings.toString();
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product()
        + " at "
        + settings
        + serviceSettings().map(there -> " with a Binlog Service at " + there).orElse("");
  }
}
