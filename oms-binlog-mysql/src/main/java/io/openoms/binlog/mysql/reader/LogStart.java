package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.link.DumpCommand;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.position.GtidSet;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.spi.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a server is asked for its log from a position on. Immutable. */
final class LogStart {

  private static final long LARGEST_OFFSET = (1L << 32) - 1;

  private final LogPosition position;
  private final boolean domains;
  private final List<String> own;
  private final String server;
  private final Optional<TransactionSet> gtids;
  private final boolean named;

  private LogStart(
      LogPosition position, LogServer log, Optional<TransactionSet> gtids, boolean named) {
    this.position = position;
    this.domains = log.traits().gtids() == GtidForm.DOMAINS;
    this.own = log.traits().readerSettings();
    this.server = log.identity();
    this.gtids = gtids;
    this.named = named;
  }

  /**
   * Chooses: by transactions where the server names them all and the position knows all of them, so
   * that any replica can go on; else by file and offset.
   *
   * @param byFile whether the server has transactions without names, so that it must be by file
   */
  static LogStart of(LogPosition position, LogServer log, LogLink link, boolean byFile) {
    boolean domains = log.traits().gtids() == GtidForm.DOMAINS;
    boolean named = log.traits().gtids().namesAll() || gtidMode(link, log.facts()).equals("ON");
    boolean byGtids = named && position.gtids().isPresent() && !byFile;
    if (!byGtids) {
      requirePlace(position, log.identity());
      return new LogStart(position, log, Optional.empty(), named);
    }
    TransactionSet set = set(position, domains);
    AppliedTransactions.require(set, log.traits(), link);
    return new LogStart(position, log, Optional.of(set), named);
  }

  private static void requirePlace(LogPosition position, String server) {
    if (position.file().isEmpty() || position.offset() > LARGEST_OFFSET) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "the source does not name its transactions (gtid_mode is not ON), so reading cannot"
              + " begin at '"
              + position.position().text()
              + "'");
    }
    // Another server has files of the same names, which hold something else.
    if (!position.server().isEmpty() && !server.isEmpty() && !position.server().equals(server)) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "the position is a place in the log of server "
              + position.server()
              + ", and this is server "
              + server
              + ": only with gtid_mode=ON another server's log can be read on. Go back to that"
              + " server, or release the project and begin anew");
    }
  }

  private static TransactionSet set(LogPosition position, boolean domains) {
    try {
      return TransactionSet.parse(position.gtids().orElse(""), domains);
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "'" + position.position().text() + "' holds no set of transactions",
          e);
    }
  }

  /** MySQL before 5.6.5 has no such setting. */
  private static String gtidMode(LogLink link, ServerFacts facts) {
    return facts.setting("gtid_mode", "").isEmpty() ? "OFF" : link.ask("SELECT @@GLOBAL.gtid_mode");
  }

  /** What the session must be told before the command. */
  List<String> settings() {
    if (!domains || !isByGtids()) {
      return own;
    }
    List<String> settings = new ArrayList<>(own);
    settings.addAll(
        List.of(
            "SET @slave_connect_state = '" + position.gtids().orElse("") + "'",
            "SET @slave_gtid_strict_mode = 0",
            "SET @slave_gtid_ignore_duplicates = 0"));
    return settings;
  }

  byte[] command(long serverId) {
    if (isByGtids() && !domains) {
      return DumpCommand.without(((GtidSet) gtids.orElseThrow()).encode(), serverId);
    }
    return isByGtids()
        ? DumpCommand.from("", 4, serverId, domains)
        : DumpCommand.from(position.file(), Math.max(4, position.offset()), serverId, domains);
  }

  /**
   * Where a single transaction is read again: by its name, or by the place where it begins.
   *
   * @throws MigrationException TRANSACTION_UNKNOWN when the place is one of another server's log
   */
  static LogStart again(RowsPlace rows, LogPosition reached, LogServer log, LogLink link) {
    if (rows.place().isPresent()) {
      requireServer(rows.place().get(), log.identity());
      return of(rows.place().get(), log, link, true);
    }
    if (rows.before().isPresent()) {
      return of(LogPosition.behind(rows.before().get()), log, link, false);
    }
    GtidSet others = (GtidSet) set(reached, false);
    others.remove(rows.name().orElseThrow());
    return of(LogPosition.behind(others.toString()), log, link, false);
  }

  private static void requireServer(LogPosition place, String server) {
    if (!place.server().isEmpty() && !server.isEmpty() && !place.server().equals(server)) {
      throw new MigrationException(
          BinlogError.TRANSACTION_UNKNOWN,
          ErrorContext.none(),
          "an XA transaction is committed whose rows stand in the log of server "
              + place.server()
              + ", and this is server "
              + server
              + ": connect to that server until the transaction is applied, or release the project"
              + " and begin anew");
    }
  }

  /** Whether each transaction in this log is announced by its name. */
  boolean isByGtids() {
    return gtids.isPresent();
  }

  LogProgress progress() {
    FileIdentity files = new FileIdentity(position, server);
    return new LogProgress(position, server, gtids, domains, named, files);
  }
}
