package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.link.DumpCommand;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.position.GtidSet;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ServerFacts;
import java.util.List;
import java.util.Optional;

/** How a server is asked for its log from a position on. Immutable. */
final class LogStart {

  private static final long LARGEST_OFFSET = (1L << 32) - 1;

  private final LogPosition position;
  private final boolean mariaDb;
  private final boolean byGtids;
  private final Optional<TransactionSet> gtids;

  private LogStart(
      LogPosition position, boolean mariaDb, boolean byGtids, Optional<TransactionSet> gtids) {
    this.position = position;
    this.mariaDb = mariaDb;
    this.byGtids = byGtids;
    this.gtids = gtids;
  }

  /** Chooses: by transactions where the server names them all, so that any replica can go on. */
  static LogStart of(LogPosition position, ServerFacts facts, LogLink link) {
    boolean mariaDb = facts.product().equals("MariaDB");
    boolean named = mariaDb || gtidMode(link, facts).equals("ON");
    boolean byGtids = named && (!position.gtids().isEmpty() || position.file().isEmpty());
    if (!byGtids && (position.file().isEmpty() || position.offset() > LARGEST_OFFSET)) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "the source does not name its transactions (gtid_mode is not ON), so reading cannot"
              + " begin at '"
              + position.position().text()
              + "'");
    }
    if (!byGtids) {
      requireServer(position, facts);
    }
    return new LogStart(
        position, mariaDb, byGtids, named ? Optional.of(set(position, mariaDb)) : Optional.empty());
  }

  /** Another server has files of the same names, which hold something else. */
  private static void requireServer(LogPosition position, ServerFacts facts) {
    String uuid = facts.setting("server_uuid", "");
    if (!position.server().isEmpty() && !uuid.isEmpty() && !position.server().equals(uuid)) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "the position is a place in the log of server "
              + position.server()
              + ", and this is server "
              + uuid
              + ": only with gtid_mode=ON another server's log can be read on. Go back to that"
              + " server, or release the project and begin anew");
    }
  }

  private static TransactionSet set(LogPosition position, boolean mariaDb) {
    try {
      return TransactionSet.parse(position.gtids(), mariaDb);
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "'" + position.gtids() + "' is no set of transactions",
          e);
    }
  }

  /** MySQL before 5.6.5 has no such setting. */
  private static String gtidMode(LogLink link, ServerFacts facts) {
    return facts.setting("gtid_mode", "").isEmpty() ? "OFF" : link.ask("SELECT @@GLOBAL.gtid_mode");
  }

  /** What the session must be told before the command. */
  List<String> settings() {
    if (!mariaDb) {
      return List.of();
    }
    return byGtids
        ? List.of(
            "SET @mariadb_slave_capability = 4",
            "SET @slave_connect_state = '" + position.gtids() + "'",
            "SET @slave_gtid_strict_mode = 0",
            "SET @slave_gtid_ignore_duplicates = 0")
        : List.of("SET @mariadb_slave_capability = 4");
  }

  byte[] command(long serverId) {
    if (byGtids && !mariaDb) {
      return DumpCommand.without(((GtidSet) gtids.orElseThrow()).encode(), serverId);
    }
    return byGtids
        ? DumpCommand.from("", 4, serverId, mariaDb)
        : DumpCommand.from(position.file(), Math.max(4, position.offset()), serverId, mariaDb);
  }

  /** Where a single transaction is read again: by its name, or by the place where it begins. */
  static LogStart again(String place, LogPosition reached, ServerFacts facts, LogLink link) {
    int colon = place.lastIndexOf(':');
    if (place.lastIndexOf('.', colon) > 0) {
      String file = place.substring(0, colon);
      long offset = Long.parseLong(place.substring(colon + 1));
      return of(new LogPosition(file, offset, ""), facts, link);
    }
    GtidSet others = (GtidSet) set(reached, false);
    others.remove(place);
    return of(new LogPosition("", 0, others.toString()), facts, link);
  }

  /** Whether each transaction in this log is announced by its name. */
  boolean isByGtids() {
    return byGtids;
  }

  LogProgress progress() {
    return new LogProgress(position, gtids, byGtids || mariaDb);
  }
}
