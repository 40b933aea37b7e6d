package io.openoms.jdbc.mysql.connection;

import com.mysql.cj.exceptions.CJCommunicationsException;
import com.mysql.cj.exceptions.SSLParamsException;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLPeerUnverifiedException;

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
    if (isDistrust(error)) {
      return JdbcError.TLS_FAILED;
    }
    return switch (error.getErrorCode()) {
      case 1205, 1213, 6002, 6003, 6005 -> JdbcError.LOCK_CONFLICT;
      // OceanBase: time-outs, memory limits, log disk full, leader changes.
      // MySQL: out of memory, of memory for a sort, of threads.
      case 1037, 1038, 1041, 1135, 4012, 4013, 4030, 4031, 4038, 4039, 4184, 5066, 6210, 6224 ->
          JdbcError.SERVER_OVERLOADED;
      case 1044, 1045, 1142, 1143, 1227, 1370, 1698 -> JdbcError.ACCESS_DENIED;
      case 1062, 1586 -> JdbcError.DUPLICATE_ROW;
      // A trigger's own error, foreign keys, no partition for the row.
      case 1644, 1216, 1217, 1451, 1452, 1526, 1748 -> JdbcError.VALUE_REFUSED;
      case 1048,
          1264,
          1265,
          1292,
          1300,
          1364,
          1366,
          1367,
          1406,
          1416,
          1690,
          3140,
          3516,
          3548,
          3643,
          3819,
          4019,
          4025 ->
          JdbcError.VALUE_REFUSED;
      case 1290, 1792, 1836 -> JdbcError.SERVER_READ_ONLY;
      case 1153, 1301 -> JdbcError.PACKET_TOO_LARGE;
      case 1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 2006, 2013 ->
          JdbcError.CONNECTION_LOST;
      default -> byState(error);
    };
  }

  /** Whether the server was not reached, or its answer did not arrive. */
  public static boolean isLinkLost(SQLException error) {
    return switch (code(error)) {
      case CONNECTION_LOST, CONNECTION_FAILED -> true;
      default -> false;
    };
  }

  /**
   * Whether trying again will not help a login: it was refused, not cut off. What the driver itself
   * refuses (no encryption offered, no way to send the password) has no input or output error.
   */
  static boolean isHopelessLogin(SQLException error) {
    return code(error).category() == ErrorCategory.PRECONDITION
        || ("08001".equals(error.getSQLState()) && !hasCause(error, IOException.class));
  }

  /** Whether nobody listens at the address. */
  static boolean isRefused(SQLException error) {
    return hasCause(error, ConnectException.class) || hasCause(error, UnknownHostException.class);
  }

  private static boolean hasCause(SQLException error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the server was not trusted; a link cut in mid-handshake is no such thing. */
  private static boolean isDistrust(SQLException error) {
    return hasCause(error, GeneralSecurityException.class)
        || hasCause(error, SSLPeerUnverifiedException.class)
        || hasCause(error, SSLParamsException.class);
  }

  /**
   * What is behind a failed connection. Connector/J says "Communications link failure" to all of
   * it, a refused port and a distrusted certificate alike; the first cause beneath says which.
   */
  static String reason(SQLException error) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String said =
        isDistrust(error)
            ? "its certificate is not trusted"
            : shortened(error.getMessage()).lines().findFirst().orElse("");
    String beneath = first == error ? "" : shortened(first.getMessage());
    return beneath.isEmpty() || said.contains(beneath) ? said : said + ": " + beneath;
  }

  /**
   * Whether a link was lost beneath. Connector/J loses the SQL state where it wraps its own error
   * in another one, as it does when a streamed result breaks off.
   */
  private static boolean isLinkFailure(SQLException error) {
    return hasCause(error, CJCommunicationsException.class) || hasCause(error, IOException.class);
  }

  private static JdbcError byState(SQLException error) {
    String state = error.getSQLState();
    if (state == null || !state.startsWith("08")) {
      return isLinkFailure(error) ? JdbcError.CONNECTION_LOST : JdbcError.STATEMENT_FAILED;
    }
    return state.equals("08S01") ? JdbcError.CONNECTION_LOST : JdbcError.CONNECTION_FAILED;
  }

  private static String shortened(String message) {
    String text = message == null ? "no message" : message;
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + " …";
  }
}
