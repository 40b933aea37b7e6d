package io.openoms.postgresql.connection;

import io.openoms.jdbc.error.Causes;
import io.openoms.jdbc.error.ErrorClassifier;
import io.openoms.jdbc.error.JdbcError;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Classifies what the driver throws by its SQL state: first by all five characters, then by the
 * class, the first two. The states are those of the manual's appendix A. Stateless; thread-safe.
 */
public final class PostgreSqlFailures implements ErrorClassifier {

  private static final Map<String, JdbcError> STATES =
      Map.ofEntries(
          // The driver's own state for what it refuses by itself: no encryption, no password.
          Map.entry("08004", JdbcError.LOGIN_REFUSED),
          Map.entry("08001", JdbcError.CONNECTION_FAILED),
          Map.entry("08P01", JdbcError.STATEMENT_FAILED),
          Map.entry("3D000", JdbcError.LOGIN_REFUSED),
          Map.entry("42501", JdbcError.ACCESS_DENIED),
          Map.entry("25006", JdbcError.SERVER_READ_ONLY),
          Map.entry("25P03", JdbcError.CONNECTION_LOST),
          Map.entry("25P04", JdbcError.CONNECTION_LOST),
          Map.entry("55P03", JdbcError.LOCK_CONFLICT),
          Map.entry("57P01", JdbcError.CONNECTION_LOST),
          Map.entry("57P02", JdbcError.CONNECTION_LOST),
          Map.entry("57P03", JdbcError.CONNECTION_FAILED),
          Map.entry("57P05", JdbcError.CONNECTION_LOST),
          // No limit of time is set, so somebody else has cancelled the statement.
          Map.entry("57014", JdbcError.SERVER_FAULT),
          Map.entry("53300", JdbcError.CONNECTION_FAILED),
          Map.entry("40001", JdbcError.LOCK_CONFLICT),
          Map.entry("40P01", JdbcError.LOCK_CONFLICT),
          Map.entry("23505", JdbcError.DUPLICATE_ROW));

  private static final Map<String, JdbcError> CLASSES =
      Map.of(
          "08", JdbcError.CONNECTION_LOST,
          "22", JdbcError.VALUE_REFUSED,
          "23", JdbcError.VALUE_REFUSED,
          "28", JdbcError.ACCESS_DENIED,
          "53", JdbcError.SERVER_OVERLOADED,
          "58", JdbcError.SERVER_FAULT);

  /** Classifies. */
  public PostgreSqlFailures() {}

  @Override
  public JdbcError classify(SQLException error) {
    if (Causes.has(error, GeneralSecurityException.class)
        || Causes.has(error, SSLPeerUnverifiedException.class)
        || isOfAnotherHost(error)) {
      return JdbcError.TLS_FAILED;
    }
    String state = error.getSQLState() == null ? "" : error.getSQLState();
    JdbcError whole = STATES.get(state);
    if (whole != null) {
      return whole;
    }
    JdbcError ofClass = state.length() == 5 ? CLASSES.get(state.substring(0, 2)) : null;
    if (ofClass != null) {
      return ofClass;
    }
    return Causes.has(error, IOException.class)
        ? JdbcError.CONNECTION_LOST
        : JdbcError.STATEMENT_FAILED;
  }

  /** The driver says by its text alone, in each language, that a certificate names another host. */
  private static boolean isOfAnotherHost(Throwable error) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    Throwable cause = error.getCause();
    return message.contains("HostnameVerifier") || (cause != null && isOfAnotherHost(cause));
  }
}
