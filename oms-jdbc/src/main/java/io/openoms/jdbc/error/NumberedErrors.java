package io.openoms.jdbc.error;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Classifies by the server's error number, and by SQL state and cause where the number says
 * nothing. Immutable.
 *
 * @param numbers what error numbers mean
 * @param distrust the driver's own exceptions for a server that it does not trust
 * @param brokenLink the driver's own exceptions for a link that broke
 */
public record NumberedErrors(
    Map<Integer, JdbcError> numbers,
    List<Class<? extends Throwable>> distrust,
    List<Class<? extends Throwable>> brokenLink)
    implements ErrorClassifier {

  public NumberedErrors {
    numbers = Map.copyOf(numbers);
    distrust = List.copyOf(distrust);
    brokenLink = List.copyOf(brokenLink);
  }

  @Override
  public JdbcError classify(SQLException error) {
    if (isDistrust(error)) {
      return JdbcError.TLS_FAILED;
    }
    JdbcError numbered = numbers.get(error.getErrorCode());
    return numbered == null ? byState(error) : numbered;
  }

  /** Whether the server was not trusted; a link cut in mid-handshake is no such thing. */
  private boolean isDistrust(SQLException error) {
    return Causes.has(error, GeneralSecurityException.class)
        || Causes.has(error, SSLPeerUnverifiedException.class)
        || Causes.hasAny(error, distrust);
  }

  private JdbcError byState(SQLException error) {
    String state = error.getSQLState();
    if (state == null || !state.startsWith("08")) {
      return isLinkFailure(error) ? JdbcError.CONNECTION_LOST : JdbcError.STATEMENT_FAILED;
    }
    return state.equals("08S01") ? JdbcError.CONNECTION_LOST : JdbcError.CONNECTION_FAILED;
  }

  /**
   * Whether a link was lost beneath. A driver may lose the SQL state where it wraps its own error
   * in another one, as it does when a streamed result breaks off.
   */
  private boolean isLinkFailure(SQLException error) {
    return Causes.hasAny(error, brokenLink) || Causes.has(error, IOException.class);
  }
}
