package io.openoms.mysql;

import io.openoms.binlog.mysql.reader.BinlogChangeLog;
import io.openoms.binlog.mysql.reader.OwnWrites;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.endpoint.FamilySession;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.mysql.precheck.ServerChecks;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.WriteGate;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A session at MySQL or MariaDB: the roles of the family, and a binary log. Thread-safe. */
final class MySqlSession extends FamilySession {

  static final Set<String> PRODUCTS = Set.of(MySqlTraits.PRODUCT, MariaDbTraits.PRODUCT);

  private final OptionalLong readerId;
  private final Optional<String> leftOut;

  private MySqlSession(FamilyServer server, OptionalLong readerId, Optional<String> leftOut) {
    super(server);
    this.leftOut = leftOut;
    this.readerId = readerId;
  }

  /**
   * Connects and asks the server what it is. Blocks.
   *
   * @param readerId by which the server knows readers of its log; drawn by lot when it is not given
   */
  static MySqlSession open(
      ConnectionSettings settings, EndpointOptions options, OptionalLong readerId) {
    return new MySqlSession(connect(settings, options), readerId, options.leftOut());
  }

  /** The server alone. Blocks. */
  static FamilyServer connect(ConnectionSettings settings, EndpointOptions options) {
    return FamilyServer.open(settings, options, MySqlProfile.profile(), new MySqlTraits());
  }

  @Override
  protected Optional<BinlogEnd> logMark() {
    return server().log().map(BinlogEnd::new);
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    Optional<OwnWrites> own = leftOut.map(other -> new OwnWrites(other, server()::writers));
    return server().log().map(log -> new BinlogChangeLog(new BinlogEnd(log), log, readerId, own));
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return server().log().map(log -> new HeartbeatTable(server().connections()));
  }

  @Override
  public Optional<WriteGate> writeGate() {
    boolean hasStrict = server().facts().settings().containsKey("super_read_only");
    return Optional.of(server().writeGate(hasStrict, true, new PreparedWork()));
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return switch (use) {
      case SOURCE -> Prechecks.forSource(server(), PRODUCTS, ServerChecks.of(server()));
      case SINK -> Prechecks.forSink(server(), PRODUCTS, ServerChecks.ofSink(server()));
    };
  }
}
