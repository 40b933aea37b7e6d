package io.openoms.jdbc.mysql.connection;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.DriverAdapter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/**
 * Has statements sent as they are written. Drivers look for JDBC's escapes, <code>{fn …}</code> and
 * the like, within backticks, too, and so would change names. Each connection that {@link
 * Connections} gives makes its statements here. Stateless.
 */
public final class PlainStatements {

  private PlainStatements() {}

  /** A statement of Connector/J into which the driver itself puts the values. */
  public static PreparedStatement client(Connection connection, String sql) throws SQLException {
    JdbcConnection driver = connection.unwrap(JdbcConnection.class);
    return prepared(connection, sql, () -> driver.clientPrepareStatement(sql));
  }

  /**
   * Prepares a statement. Connector/J looks for escapes then, unless its connection says no;
   * another driver cannot be told, so such a statement is refused.
   */
  static <T> T prepared(Connection connection, String sql, DriverAdapter.Making<T> making)
      throws SQLException {
    if (sql.indexOf('{') < 0) {
      return making.make();
    }
    if (!connection.isWrapperFor(JdbcConnection.class)) {
      throw new SQLFeatureNotSupportedException(
          "a name with the letter { cannot be used over this driver: use MySQL Connector/J");
    }
    RuntimeProperty<Boolean> escapes =
        connection
            .unwrap(JdbcConnection.class)
            .getPropertySet()
            .getBooleanProperty(PropertyKey.processEscapeCodesForPrepStmts);
    boolean before = escapes.getValue();
    escapes.setValue(false);
    try {
      return making.make();
    } finally {
      escapes.setValue(before);
    }
  }
}
