package io.openoms.jdbc.connection;

import io.openoms.error.ErrorCategory;
import io.openoms.jdbc.error.Causes;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** Judges why no connection was made. Stateless. */
final class FailedLogin {

  private FailedLogin() {}

  /**
   * Whether trying again will not help: the login was refused, not cut off. What a driver itself
   * refuses (no encryption offered, no way to send the password) has no input or output error.
   */
  static boolean isHopeless(SQLException error, SqlFailures failures) {
    return failures.code(error).category() == ErrorCategory.PRECONDITION
        || (error.getErrorCode() > 0 && !failures.code(error).retryable())
        || ("08001".equals(error.getSQLState()) && !Causes.has(error, IOException.class));
  }

  /**
   * The name of the error. Where nothing else names it, a server that answers has refused the
   * login. A driver may call a server that nobody has reached yet a lost link.
   *
   * @param reached whether the server has answered before
   */
  static JdbcError code(SQLException error, SqlFailures failures, boolean reached) {
    JdbcError code = failures.code(error);
    if (code == JdbcError.STATEMENT_FAILED) {
      return error.getErrorCode() > 0 ? JdbcError.LOGIN_REFUSED : JdbcError.CONNECTION_FAILED;
    }
    return code == JdbcError.CONNECTION_LOST && !reached ? JdbcError.CONNECTION_FAILED : code;
  }

  /** Whether nobody listens at the address. */
  static boolean isRefused(SQLException error) {
    return Causes.has(error, ConnectException.class)
        || Causes.has(error, UnknownHostException.class);
  }

  /**
   * The reason, for a message. A driver may say "Communications link failure" to all of it, a
   * refused port and a distrusted certificate alike; the first cause beneath says which.
   */
  static String reason(SQLException error, SqlFailures failures) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String said =
        failures.code(error) == JdbcError.TLS_FAILED
            ? "its certificate is not trusted"
            : SqlFailures.shortened(error.getMessage()).lines().findFirst().orElse("");
    String beneath = first == error ? "" : SqlFailures.shortened(first.getMessage());
    return beneath.isEmpty() || said.contains(beneath) ? said : said + ": " + beneath;
  }
}
