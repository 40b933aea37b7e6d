package io.openoms.jdbc.mysql.connection;

import com.mysql.cj.exceptions.CJCommunicationsException;
import com.mysql.cj.exceptions.SSLParamsException;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.DriverAdapter;
import io.openoms.jdbc.connection.DriverLogin;
import io.openoms.jdbc.error.ErrorClassifier;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.NumberedErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The driver of the family: how it connects, and its names for common options. Thread-safe. */
public final class ConnectorJ implements DriverAdapter {

  /** The form of its URLs. */
  public static final String URL_FORM = "jdbc:mysql://host:port/";

  private static final String LOGIN_MILLIS = Integer.toString(DriverLogin.SECONDS * 1000);

  /** What the driver is given; callers' own properties win. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("characterEncoding", "UTF-8"),
          Map.entry("connectTimeout", LOGIN_MILLIS),
          Map.entry("socketTimeout", LOGIN_MILLIS),
          Map.entry("tcpKeepAlive", "true"),
          Map.entry("socketFactory", WireSocketFactory.class.getName()),
          Map.entry("useServerPrepStmts", "false"),
          Map.entry("useCursorFetch", "false"),
          // Counts of changed rows, not of found ones: fences and marks rest on them.
          Map.entry("useAffectedRows", "true"),
          // Braces are letters of names and texts. PlainStatements does the same for callers' own.
          Map.entry("enableEscapeProcessing", "false"),
          Map.entry("processEscapeCodesForPrepStmts", "false"),
          Map.entry("connectionTimeZone", "UTC"),
          Map.entry("tinyInt1isBit", "false"),
          Map.entry("yearIsDateType", "false"),
          Map.entry("maintainTimeStats", "false"),
          Map.entry("cacheServerConfiguration", "false"));

  private final DriverLogin login;

  /** The driver on the class path. */
  public ConnectorJ() {
    try {
      this.login = new DriverLogin(new NonRegisteringDriver(), "Connector/J", DEFAULTS);
    } catch (SQLException e) {
      throw new IllegalStateException("Connector/J cannot be used", e);
    }
  }

  /** The same settings, protected in that way. */
  public static ConnectionSettings tls(ConnectionSettings settings, TlsMode mode) {
    return settings.property("sslMode", mode.name());
  }

  /** The same settings, trusting the authorities in a PKCS #12 store and no others. */
  public static ConnectionSettings trustStore(
      ConnectionSettings settings, Path store, String password) {
    return settings
        .property("trustCertificateKeyStoreUrl", store.toUri().toString())
        .property("trustCertificateKeyStoreType", "PKCS12")
        .property("trustCertificateKeyStorePassword", password)
        .property("fallbackToSystemTrustStore", "false");
  }

  /** Classifies what the driver throws, by those error numbers of the server. */
  public static ErrorClassifier errors(Map<Integer, JdbcError> numbers) {
    return new NumberedErrors(
        numbers, List.of(SSLParamsException.class), List.of(CJCommunicationsException.class));
  }

  @Override
  public Connection connect(ConnectionSettings settings) throws SQLException {
    return login.connect(settings, Map.of());
  }

  @Override
  public <T> T prepared(Connection connection, String sql, Making<T> making) throws SQLException {
    return PlainStatements.prepared(connection, sql, making);
  }
}
