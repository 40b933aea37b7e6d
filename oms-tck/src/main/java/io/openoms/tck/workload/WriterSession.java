package io.openoms.tck.workload;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A writer's connection for some transactions, with its settings. Not thread-safe. */
final class WriterSession implements AutoCloseable {

  // Errors of one statement, after which its transaction may go on: a duplicate, a foreign key.
  private static final List<Integer> REFUSED = List.of(1062, 1451, 1452, 1761, 1762);

  private final DatabaseServer server;
  private final String database;
  private final WorkloadOptions options;
  private final int writer;
  private final List<SessionSetting> settings;
  private final Connection connection;
  private final Statement statement;
  private Random random = new Random();

  WriterSession(
      DatabaseServer server,
      String database,
      WorkloadOptions options,
      int writer,
      List<SessionSetting> settings)
      throws SQLException {
    this.server = server;
    this.database = database;
    this.options = options;
    this.writer = writer;
    this.settings = settings;
    this.connection = connect();
    this.statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    for (String setting : server.usualSession()) {
      statement.execute(setting);
    }
    statement.execute("SET innodb_lock_wait_timeout = 1");
    statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    for (SessionSetting setting : settings) {
      if (!setting.sql().isEmpty()) {
        statement.execute(setting.sql());
      }
    }
  }

  private Connection connect() throws SQLException {
    String encoding =
        settings.stream()
            .map(SessionSetting::encoding)
            .filter(name -> !name.equals("UTF-8"))
            .findFirst()
            .orElse("UTF-8");
    String url =
        server.jdbcUrl()
            + database
            + "?useAffectedRows=true&sslMode=DISABLED&allowPublicKeyRetrieval=true"
            + "&connectTimeout=5000&socketTimeout=120000&characterEncoding="
            + encoding;
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  /** Begins with a transaction's own random numbers, the same in each attempt. */
  void begin(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  WorkloadOptions options() {
    return options;
  }

  String database() {
    return database;
  }

  int writer() {
    return writer;
  }

  List<SessionSetting> settings() {
    return settings;
  }

  boolean isRelaxed() {
    return settings.contains(SessionSetting.RELAXED);
  }

  /** Whether its time zone is another one than the server's. */
  boolean isShifted() {
    return settings.stream().anyMatch(setting -> setting.feature() == Feature.TIME_ZONES);
  }

  /** Runs a statement that no key can refuse. */
  void execute(String sql) throws SQLException {
    statement.execute(sql);
  }

  /** Rows that a statement really changed; 0 when a key refused it and its transaction goes on. */
  int update(String sql) throws SQLException {
    try {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      if (REFUSED.contains(e.getErrorCode())) {
        return 0;
      }
      throw new SQLException(
          e.getMessage() + " in: " + sql.substring(0, Math.min(300, sql.length())),
          e.getSQLState(),
          e.getErrorCode(),
          e);
    }
  }

  /** A column of the rows that a query finds. */
  List<String> list(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      int last = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        found.add(rows.getString(last));
      }
    }
    return found;
  }

  /** Another connection with the same settings, for what happens meanwhile. */
  WriterSession another() throws SQLException {
    return new WriterSession(server, database, options, writer, settings);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server ends what is open when the socket is gone.
    }
  }
}
