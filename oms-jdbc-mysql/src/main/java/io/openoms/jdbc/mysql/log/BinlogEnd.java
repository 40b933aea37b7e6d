package io.openoms.jdbc.mysql.log;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.data.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server's binary log ends, as {@code binlog/1 file=binlog.000002 offset=157 gtids=…
 * server=…}. GTIDs are given only where every transaction has one ({@code gtid_mode} is ON at that
 * moment): a set that lacks some must never be asked by. Thread-safe.
 */
public final class BinlogEnd implements LogMark {

  /** The user lacks REPLICATION CLIENT (or BINLOG MONITOR). */
  private static final int PRIVILEGE_MISSING = 1227;

  /** The server does not know a statement. */
  private static final int SYNTAX = 1064;

  private final Connections connections;
  private final LogTraits traits;

  /** Whether the server has a mode of GTIDs; old ones have none, nor GTIDs. */
  private final boolean hasMode;

  /** Whose files they are. */
  private final String server;

  /** The log of that server. */
  public BinlogEnd(LogServer log) {
    this.connections = log.connections();
    this.traits = log.traits();
    this.hasMode = !log.facts().setting("gtid_mode", "").isEmpty();
    String identity = log.identity();
    this.server = identity.isEmpty() ? "" : " server=" + identity;
  }

  /**
   * The end of the log now: what readers have seen stands before it. Empty when this user may not
   * ask. Blocks.
   */
  public Optional<Position> current() {
    return allowed(this::ask, "asking where the binary log ends");
  }

  /**
   * A position before which there is nothing that readers do not see. Empty when this user may not
   * ask. Blocks, also for a while on commits that wait for a replica.
   *
   * @throws io.openoms.error.MigrationException COMMITS_HELD when these are not done in time
   */
  public Optional<Position> visible() {
    return allowed(
        new VisibleEnd(this, connections)::find, "asking what of the binary log is visible");
  }

  private interface Question {
    Optional<Position> ask() throws SQLException;
  }

  private Optional<Position> allowed(Question question, String what) {
    try {
      return question.ask();
    } catch (SQLException e) {
      if (e.getErrorCode() == PRIVILEGE_MISSING) {
        return Optional.empty();
      }
      throw connections.failures().of(e, ErrorContext.none(), what);
    }
  }

  Optional<Position> ask() throws SQLException {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      return status(statement);
    }
  }

  @Override
  public boolean snapshotsKnowTheirPosition() {
    return traits.gtids() == GtidForm.DOMAINS;
  }

  @Override
  public Optional<Position> current(Statement statement) throws SQLException {
    return status(statement);
  }

  @Override
  public Optional<Position> ofSnapshot(Statement statement) throws SQLException {
    String file = "";
    String offset = "";
    try (ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'binlog_snapshot_%'")) {
      while (rows.next()) {
        boolean isFile = rows.getString(1).equalsIgnoreCase("binlog_snapshot_file");
        boolean isOffset = rows.getString(1).equalsIgnoreCase("binlog_snapshot_position");
        file = isFile ? rows.getString(2) : file;
        offset = isOffset ? rows.getString(2) : offset;
      }
    }
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String place = "binlog/1 file=" + file + " offset=" + offset;
    Optional<String> gtids = gtidsAt(statement, place);
    return Optional.of(new Position(place + gtids.map(set -> " gtids=" + set).orElse("") + server));
  }

  /**
   * The log's end is told at once; of a place before it the server reads the file from its
   * beginning. Unknown when the file is gone.
   */
  private Optional<String> gtidsAt(Statement statement, String place) throws SQLException {
    String atEnd = single(statement, "SELECT @@GLOBAL.gtid_binlog_pos").orElse("");
    // The end only moves on: it was there before the set was asked for, too.
    if (status(statement).filter(now -> now.text().startsWith(place + " ")).isPresent()) {
      return Optional.of(atEnd);
    }
    String[] parts = place.split("[ =]", -1);
    return single(statement, "SELECT BINLOG_GTID_POS('" + parts[2] + "', " + parts[4] + ")");
  }

  private static Optional<String> single(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  /** What the log leaves out; nothing when this user may not ask. Blocks. */
  public LogFilters filters() {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      return status(statement, BinlogEnd::filters);
    } catch (SQLException e) {
      if (e.getErrorCode() == PRIVILEGE_MISSING) {
        return LogFilters.of("", "");
      }
      throw connections.failures().of(e, ErrorContext.none(), "asking what the log leaves out");
    }
  }

  private static LogFilters filters(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next()
          ? LogFilters.of(text(rows, "Binlog_Do_DB"), text(rows, "Binlog_Ignore_DB"))
          : LogFilters.of("", "");
    }
  }

  /** A service that speaks for a log may show less than a server. */
  private static String text(ResultSet rows, String column) throws SQLException {
    ResultSetMetaData shown = rows.getMetaData();
    for (int i = 1; i <= shown.getColumnCount(); i++) {
      if (shown.getColumnLabel(i).equalsIgnoreCase(column)) {
        return Objects.requireNonNullElse(rows.getString(i), "");
      }
    }
    return "";
  }

  private interface Status<T> {
    T read(Statement statement, String sql) throws SQLException;
  }

  private Optional<Position> status(Statement statement) throws SQLException {
    return status(statement, this::read);
  }

  private <T> T status(Statement statement, Status<T> status) throws SQLException {
    List<String> statements = traits.endStatements();
    for (String sql : statements.subList(0, statements.size() - 1)) {
      try {
        return status.read(statement, sql);
      } catch (SQLException e) {
        if (e.getErrorCode() != SYNTAX) {
          throw e;
        }
      }
    }
    return status.read(statement, statements.get(statements.size() - 1));
  }

  private Optional<Position> read(Statement statement, String sql) throws SQLException {
    // Asked before: once every new transaction has a name, all that come are named.
    boolean named =
        traits.gtids().namesAll()
            || (hasMode
                && single(statement, "SELECT @@GLOBAL.gtid_mode")
                    .filter(mode -> mode.equals("ON"))
                    .isPresent());
    boolean ofDomains = traits.gtids() == GtidForm.DOMAINS;
    String place;
    String gtids;
    try (ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        return Optional.empty();
      }
      place = "binlog/1 file=" + rows.getString(1) + " offset=" + rows.getLong(2);
      gtids = named && !ofDomains ? rows.getString("Executed_Gtid_Set") : "";
    }
    if (ofDomains) {
      gtids = single(statement, "SELECT @@GLOBAL.gtid_binlog_pos").orElse("");
    }
    return Optional.of(
        new Position(place + (named ? " gtids=" + gtids.replace("\n", "") : "") + server));
  }
}
