package io.openoms.tidb.catalog;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a cluster compares texts, by having it compare two: the setting itself stands in a
 * table that not every account may read. It is made with the cluster and never changes.
 * Thread-safe.
 */
public final class TextOrderProbe {

  private static final String COMPARISON =
      "SELECT _utf8mb4'a' COLLATE utf8mb4_general_ci = _utf8mb4'A'";

  private final Connections connections;
  private volatile @Nullable TextOrder known;

  /** A probe of the cluster behind those connections. */
  public TextOrderProbe(Connections connections) {
    this.connections = connections;
  }

  /** The cluster's way. Blocks the first time. */
  public TextOrder ask() {
    TextOrder answer = known;
    if (answer == null) {
      answer = compare();
      known = answer;
    }
    return answer;
  }

  private TextOrder compare() {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COMPARISON)) {
      row.next();
      return row.getInt(1) == 1 ? TextOrder.BY_COLLATION : TextOrder.BY_BYTES;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "asking how texts are compared");
    }
  }
}
