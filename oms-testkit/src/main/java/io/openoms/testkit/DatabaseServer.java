package io.openoms.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A database server that answers over the protocol of MySQL or of PostgreSQL. Thread-safe; a server
 * this JVM started dies with the JVM, even when that is killed.
 *
 * <p>Life cycle: running when handed out; {@link #kill()}, {@link #stop()} and {@link #restart()}
 * any number of times; {@link #close()} ends it and removes its data.
 */
public interface DatabaseServer extends AutoCloseable {
  /**
   * The server's address.
   *
   * @return {@code jdbc:mysql://HOST:PORT/} or {@code jdbc:postgresql://HOST:PORT/}, without a
   *     database and without parameters
   */
  String jdbcUrl();

  /**
   * The TCP port, the same after a restart.
   *
   * @return the port
   */
  int port();

  /**
   * The account that may do everything.
   *
   * @return the user name, {@code root} by default, PostgreSQL's {@code postgres}
   */
  String user();

  /**
   * The password of {@link #user()}.
   *
   * @return the password, empty by default
   */
  String password();

  /**
   * Says whether the server runs; it may still refuse connections.
   *
   * @return whether its process lives (for a server started by somebody else: whether it answers)
   */
  boolean isRunning();

  /** Ends the process by SIGKILL, as a crash would, and waits for its end. Keeps the data. */
  void kill();

  /**
   * Ends the process by a signal, as an operator would, and waits for its end. Keeps the data.
   *
   * @throws TestServerException when it still runs after a minute
   */
  void stop();

  /**
   * Starts the server again on the same port and data, after a {@link #kill()} when it still runs.
   * Blocks until it answers.
   *
   * @throws TestServerException when it does not start
   */
  void restart();

  /**
   * Starts the server again as {@link #restart()} does, this time with further options, as an
   * operator may who has edited its configuration. The next start has its former options again.
   *
   * @param options as on the command line; each wins over an earlier one
   * @throws TestServerException when it does not start, or is not this JVM's own server
   */
  default void restartWith(String... options) {
    throw new TestServerException("Cannot give options to " + this);
  }

  /** Ends the server and removes its data. Does nothing the second time. */
  @Override
  void close();

  /**
   * Statements that give a session the usual settings, where the server begins it with others.
   *
   * @return none, but for {@link ServerSpec#hostile()}
   */
  default List<String> usualSession() {
    return List.of();
  }

  /**
   * Parameters of the address that give a session usual settings from its first moment: limits of
   * time could end the very statements of {@link #usualSession()}.
   *
   * @return none, but for {@link ServerSpec#hostile()}
   */
  default String usualParameters() {
    return "";
  }

  /**
   * Opens a connection of the caller's own, with the usual settings.
   *
   * @return a connection without a current database (PostgreSQL: to that of the user's name)
   * @throws SQLException when the server refuses
   */
  default Connection connect() throws SQLException {
    return connect("");
  }

  /**
   * Opens a connection of the caller's own to a database, with the usual settings.
   *
   * @param database its name; empty for none (PostgreSQL: that of the user's name)
   * @return a connection
   * @throws SQLException when the server refuses
   */
  default Connection connect(String database) throws SQLException {
    Connection connection =
        DriverManager.getConnection(jdbcUrl() + database + usualParameters(), user(), password());
    try (Statement statement = connection.createStatement()) {
      for (String setting : usualSession()) {
        statement.execute(setting);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Runs statements as they are written, one after the other, on one new connection, in autocommit.
   *
   * @param sql the statements
   * @throws TestServerException naming the first statement that failed
   */
  default void execute(String... sql) {
    executeIn("", sql);
  }

  /**
   * Runs statements in a database, as {@link #execute} does.
   *
   * @param database its name; empty for none
   * @param sql the statements
   * @throws TestServerException naming the first statement that failed
   */
  default void executeIn(String database, String... sql) {
    String current = "connect";
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String one : sql) {
        current = one;
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new TestServerException("Failed: " + current + " (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Asks the server who it is.
   *
   * @return the answer to {@code SELECT VERSION()}
   * @throws TestServerException when it does not answer
   */
  default String version() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new TestServerException("No answer from " + jdbcUrl() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Creates an empty database nobody else uses, so that tests can share a server.
   *
   * @param prefix start of its name: a lower-case letter, then such, digits, underscores; at most
   *     40
   * @return its name
   * @throws TestServerException when it cannot be created
   */
  default String createDatabase(String prefix) {
    if (!prefix.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException("Not a plain database prefix: " + prefix);
    }
    String name = prefix + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    execute("CREATE DATABASE " + name);
    return name;
  }
}
