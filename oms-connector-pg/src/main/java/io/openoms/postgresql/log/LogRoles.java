package io.openoms.postgresql.log;

import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.PooledConnections;
import io.openoms.postgresql.connection.PostgreSqlProfile;
import io.openoms.postgresql.log.link.ReplicationConnections;
import io.openoms.postgresql.log.reader.LogLookup;
import io.openoms.postgresql.log.reader.MessageHeartbeat;
import io.openoms.postgresql.log.reader.PostgreSqlLog;
import io.openoms.postgresql.log.setup.CaptureNames;
import io.openoms.postgresql.log.setup.LogPrecheck;
import io.openoms.postgresql.log.setup.SlotSetup;
import io.openoms.postgresql.snapshot.LogPoint;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.RowLookup;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.precheck.Precheck;
import java.util.Optional;

/**
 * The roles of a session that have to do with the log. They have connections of their own, beside
 * those that read rows: a reader of the log has two of them for as long as it is open. Thread-safe.
 */
public final class LogRoles implements AutoCloseable {

  /** Questions for the end of the log, and one for the reader. */
  private static final int SIDE = 6;

  private final Connections side;
  private final Optional<ReplicationConnections> replication;
  private final PostgreSqlLog log;
  private final CaptureSetup setup;
  private final Precheck precheck;

  /**
   * The roles of one project. Opens nothing yet.
   *
   * @param database the database of the connections
   * @param names the names of slot and publication
   * @param values how values travel
   */
  public LogRoles(
      ConnectionSettings settings,
      String project,
      String database,
      CaptureNames names,
      ValueConversions values) {
    this.side =
        new PooledConnections(settings, project + " log", SIDE, PostgreSqlProfile.profile());
    this.replication =
        settings.dataSource().isPresent()
            ? Optional.empty()
            : Optional.of(new ReplicationConnections(settings));
    this.log = new PostgreSqlLog(side, replication, names, values);
    this.precheck = new LogPrecheck(side, names);
    this.setup = new SlotSetup(side, names, database, log::currentPlace);
  }

  /** The log. */
  public ChangeLog changeLog() {
    return log;
  }

  /** Makes slot and publication. */
  public CaptureSetup captureSetup() {
    return setup;
  }

  /** Whether the log can be followed. */
  public Precheck precheck() {
    return precheck;
  }

  /** Gives read points their positions; empty where the log cannot be read. */
  public Optional<LogPoint> points() {
    return replication.map(any -> log.snapshots());
  }

  /** Reads rows at least as late as the log that was read. */
  public RowLookup rowLookup(SnapshotSource rows) {
    return new LogLookup(log, rows);
  }

  /** Writes into the log alone. */
  public Heartbeat heartbeat() {
    return new MessageHeartbeat(side);
  }

  /** Cuts all connections. */
  public void abort() {
    side.abort();
    replication.ifPresent(ReplicationConnections::close);
  }

  /** Ends all connections. */
  @Override
  public void close() {
    replication.ifPresent(ReplicationConnections::close);
    side.close();
  }
}
