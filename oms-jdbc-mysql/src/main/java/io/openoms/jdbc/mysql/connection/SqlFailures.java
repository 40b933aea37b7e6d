package io.openoms.jdbc.mysql.connection;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.sql.SQLException;

/** Turns what the driver throws into named errors, by vendor code and SQL state. */
public final class SqlFailures {

  private static final int LONGEST_MESSAGE = 500;

  private SqlFailures() {}

  /**
   * The named error.
   *
   * @param doing what was being done, such as {@code "reading the catalog"}
   */
  public static MigrationException of(SQLException error, ErrorContext context, String doing) {
    return new MigrationException(
        code(error), context, doing + ": " + shortened(error.getMessage()), error);
  }

  static JdbcError code(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1205, 1213, 6002, 6003, 6005 -> JdbcError.LOCK_CONFLICT;
      // OceanBase: time-outs, memory limits, log disk full, leader changes.
      case 4012, 4013, 4019, 4030, 4031, 4038, 4039, 4184, 5066, 6210, 6224 ->
          JdbcError.SERVER_OVERLOADED;
      case 1044, 1045, 1142, 1143, 1227, 1370, 1698 -> JdbcError.ACCESS_DENIED;
      case 1062, 1586 -> JdbcError.DUPLICATE_ROW;
      case 1048, 1264, 1265, 1292, 1300, 1366, 1406, 3140, 3819, 4025 -> JdbcError.VALUE_REFUSED;
      case 1153, 1301 -> JdbcError.PACKET_TOO_LARGE;
      case 1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 2006, 2013 ->
          JdbcError.CONNECTION_LOST;
      default -> byState(error);
    };
  }

  private static JdbcError byState(SQLException error) {
    String state = error.getSQLState();
    if (state == null || !state.startsWith("08")) {
      return JdbcError.STATEMENT_FAILED;
    }
    return state.equals("08S01") ? JdbcError.CONNECTION_LOST : JdbcError.CONNECTION_FAILED;
  }

  private static String shortened(String message) {
    String text = message == null ? "no message" : message;
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + " …";
  }
}
