package io.openoms.postgresql.log.link;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.statement.Pause;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.sql.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that speaks the protocol of replication. Not the driver's own stream: that confirms
 * by itself what it has read, and hides keepalives. One thread, except {@link #close()}.
 */
public final class ReplicationLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicationLink.class);

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final String IN_USE = "55006";
  private static final long PAUSE_MILLIS = 200;
  private static final int STATUS_BYTES = 34;

  private final ReplicationConnections connections;
  private final Connection connection;
  private @Nullable CopyDual copy;
  private volatile boolean closed;

  /** Connects. Blocks. */
  public ReplicationLink(ReplicationConnections connections) {
    this.connections = connections;
    this.connection = connections.connect();
  }

  /** The first row of a command's answer, as texts. Blocks. */
  public List<String> ask(String command) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(command)) {
      List<String> row = new ArrayList<>();
      if (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String value = rows.getString(i);
          row.add(value == null ? "" : value);
        }
      }
      return row;
    } catch (SQLException e) {
      throw failure(e, "asking the log");
    }
  }

  /**
   * Has the server send the log. Waits for a slot that another connection still has.
   *
   * @param patience how long to wait for the slot
   * @throws MigrationException SLOT_IN_USE when it stays in use; it can be retried
   */
  public void start(String slot, String publication, long lsn, Duration patience) {
    String command =
        "START_REPLICATION SLOT "
            + Quoted.name(slot)
            + " LOGICAL "
            + Lsn.text(lsn)
            + " (proto_version '1', publication_names "
            + Quoted.text(Quoted.name(publication))
            + ", messages 'true')";
    long end = System.nanoTime() + patience.toNanos();
    while (!began(command, System.nanoTime() > end)) {
      Pause.millis(PAUSE_MILLIS);
    }
  }

  private boolean began(String command, boolean isLast) {
    try {
      copy = connection.unwrap(PGConnection.class).getCopyAPI().copyDual(command);
      return true;
    } catch (SQLException e) {
      if (!IN_USE.equals(e.getSQLState())) {
        throw failure(e, "starting to read the log");
      }
      if (isLast || closed) {
        throw new MigrationException(
            LogError.SLOT_IN_USE,
            ErrorContext.none(),
            "the project's replication slot is in use: " + e.getMessage(),
            e);
      }
      return false;
    }
  }

  /** The next message; null when none is there yet. Blocks for about a millisecond. */
  public byte @Nullable [] read() {
    try {
      return stream().readFromCopy(false);
    } catch (SQLException e) {
      throw failure(e, "reading the log");
    }
  }

  private CopyDual stream() {
    CopyDual stream = copy;
    if (stream == null) {
      throw new IllegalStateException("the log is not being read");
    }
    return stream;
  }

  /**
   * Tells the server how far the log is read.
   *
   * @param received up to where all was read
   * @param confirmed up to where nothing is needed any more
   * @param answer whether the server is to answer
   */
  public void status(long received, long confirmed, boolean answer) {
    ByteBuffer out = ByteBuffer.allocate(STATUS_BYTES);
    out.put((byte) 'r').putLong(received).putLong(confirmed).putLong(confirmed);
    out.putLong(ChronoUnit.MICROS.between(EPOCH, Instant.now())).put((byte) (answer ? 1 : 0));
    try {
      CopyDual stream = stream();
      stream.writeToCopy(out.array(), 0, STATUS_BYTES);
      stream.flushCopy();
    } catch (SQLException e) {
      throw failure(e, "telling how far the log is read");
    }
  }

  private MigrationException failure(SQLException error, String doing) {
    SQLException known =
        error.getCause() instanceof IOException || closed
            ? new SQLException(error.getMessage(), "08006", error)
            : error;
    return connections.failures().of(known, ErrorContext.none(), doing);
  }

  /** Whether it was closed here. */
  public boolean isClosed() {
    return closed;
  }

  /** Cuts the connection: the server would first send all that is left. */
  @Override
  public void close() {
    closed = true;
    LOG.debug("The connection that reads the log is cut");
    connections.cut(connection);
  }
}
