package io.openoms.oceanbase.capture;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.snapshot.ReadMoment;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Each read is one of the state at the current number. A statement's own snapshot may be older than
 * a number that was asked for before it, or newer than one that is asked for after it. Where the
 * server does not tell its number, statements read what is there. Thread-safe.
 */
public final class ScnMoments implements ReadMoments {

  private static final int NO_FUNCTION = 1305;

  private final Connections connections;

  /** Moments of the server behind those connections. */
  public ScnMoments(Connections connections) {
    this.connections = connections;
  }

  @Override
  public ReadMoment now() {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Scn.CURRENT)) {
      row.next();
      return Scn.moment(row.getLong(1));
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_FUNCTION) {
        return ReadMoment.STATEMENT;
      }
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "asking for the number at which rows are read");
    }
  }
}
