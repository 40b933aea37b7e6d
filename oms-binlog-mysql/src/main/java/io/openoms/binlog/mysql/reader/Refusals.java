package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.ServerRefusal;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import java.util.Locale;

/**
 * What servers say when they do not send their log, by number and, where one has many, by words.
 */
final class Refusals {

  private static final int FATAL = 1236;
  private static final int ACCESS_DENIED = 1045;
  private static final int PRIVILEGE_MISSING = 1227;
  private static final int SHUTDOWN = 1053;
  private static final int KILLED = 1317;

  /** MariaDB: another reader has this one's number. */
  private static final int REPLACED = 4052;

  private static final String PURGED =
      ". The source no longer has the changes that come next: release the project and begin"
          + " anew, with a longer binlog_expire_logs_seconds (expire_logs_days)";

  /** MySQL sends transactions without GTIDs to nobody while every new one has one. */
  private static final String UNREAD =
      ". GTIDs were turned on before all transactions without one were read: SET GLOBAL gtid_mode"
          + " = ON_PERMISSIVE, run until caught up, and turn it ON again";

  private Refusals() {}

  static MigrationException of(ServerRefusal refusal, ErrorContext context) {
    ErrorCode code = code(refusal.number(), refusal.getMessage().toLowerCase(Locale.ROOT));
    String advice = code == BinlogError.LOG_PURGED ? PURGED : "";
    if (code == BinlogError.LOG_UNREADABLE && refusal.getMessage().contains("GTID_MODE = ON")) {
      advice = UNREAD;
    }
    return new MigrationException(
        code,
        context,
        "the source refuses to send its log (error "
            + refusal.number()
            + "): "
            + refusal.getMessage()
            + advice,
        refusal);
  }

  /** Whether the log holds transactions without GTIDs, and was asked for by GTIDs. */
  static boolean isNameless(ServerRefusal refusal) {
    return refusal.number() == FATAL && isNameless(refusal.getMessage().toLowerCase(Locale.ROOT));
  }

  private static boolean isNameless(String message) {
    return message.contains("anonymous transaction") && message.contains("auto_position");
  }

  private static ErrorCode code(int number, String message) {
    return switch (number) {
      case FATAL -> fatal(message);
      case ACCESS_DENIED, PRIVILEGE_MISSING -> JdbcError.ACCESS_DENIED;
      case SHUTDOWN, KILLED, REPLACED -> JdbcError.CONNECTION_LOST;
      default -> BinlogError.LOG_UNREADABLE;
    };
  }

  private static ErrorCode fatal(String message) {
    boolean purged =
        message.contains("purged")
            || message.contains("could not find first log file")
            || message.contains("not in the master's binlog");
    if (purged) {
      return BinlogError.LOG_PURGED;
    }
    // Another reader took this one's identity; a new one takes another identity.
    boolean replaced =
        message.contains("same server_uuid")
            || message.contains("same server_id")
            || message.contains("same server-id");
    // The next stream is asked for by file.
    return replaced || isNameless(message) ? JdbcError.CONNECTION_LOST : BinlogError.LOG_UNREADABLE;
  }
}
