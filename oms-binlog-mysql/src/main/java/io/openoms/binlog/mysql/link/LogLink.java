package io.openoms.binlog.mysql.link;

import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.SocketConnection;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.mysql.connection.WireSocketFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that the server sends its log over. The driver connects, encrypts and logs in as it
 * does for every other session; after the one command the socket is read directly. One thread,
 * except {@link #close()}.
 */
public final class LogLink implements Link {

  private static final Logger LOG = LoggerFactory.getLogger(LogLink.class);

  private final Connection connection;
  private final SocketConnection socket;
  private final SqlFailures failures;
  private volatile boolean closed;

  private LogLink(Connection connection, SocketConnection socket, SqlFailures failures) {
    this.failures = failures;
    this.connection = connection;
    this.socket = socket;
  }

  /** Connects. Blocks. */
  public static LogLink open(Connections connections) {
    Connection connection = connections.dedicated();
    try {
      JdbcConnection driver = connection.unwrap(JdbcConnection.class);
      NativeSession session = (NativeSession) driver.getSession();
      if (session.getPropertySet().getBooleanProperty(PropertyKey.useCompression).getValue()) {
        cut(connection);
        throw new MigrationException(
            JdbcError.CONNECTION_FAILED,
            ErrorContext.none(),
            "the log cannot be read over a connection with useCompression=true: leave it out");
      }
      return new LogLink(
          connection, session.getProtocol().getSocketConnection(), connections.failures());
    } catch (SQLException | ClassCastException e) {
      cut(connection);
      throw new MigrationException(
          JdbcError.CONNECTION_FAILED,
          ErrorContext.none(),
          "the log can be read only over MySQL Connector/J, and the caller's data source gives"
              + " connections of another driver",
          e);
    }
  }

  /** Sets the session's variables. */
  public void execute(List<String> statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "preparing to read the binary log");
    }
  }

  /** Asks for one value. */
  public String ask(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      String value = rows.next() ? rows.getString(1) : null;
      return value == null ? "" : value;
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "preparing to read the binary log");
    }
  }

  /**
   * Sends the command that makes the server send its log, and nothing else from now on.
   *
   * @param command the packet, without its header
   * @param silence how long the server may say nothing at all before it counts as lost
   */
  public MessageInput request(byte[] command, Duration silence) {
    try {
      Socket wire = socket.getMysqlSocket();
      wire.setSoTimeout((int) silence.toMillis());
      OutputStream out = socket.getMysqlOutput();
      out.write(
          new byte[] {
            (byte) command.length, (byte) (command.length >> 8), (byte) (command.length >> 16), 0
          });
      out.write(command);
      out.flush();
      return new MessageInput(socket.getMysqlInput());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    closeWire();
    cut(connection);
  }

  /**
   * Closes what lies beneath the encryption. Else the JDK would first read and decrypt all that the
   * server goes on sending, which may be the whole rest of its log. A caller's data source may
   * connect in another way: then that is what happens.
   */
  private void closeWire() {
    Socket wire =
        socket.getSocketFactory() instanceof WireSocketFactory factory ? factory.wire() : null;
    if (wire == null) {
      return;
    }
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("A log's socket did not close", e);
    }
  }

  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection could not be cut off", e);
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection that was cut off did not close", e);
    }
  }
}
