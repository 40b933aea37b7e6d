package io.openoms.tidb;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * What tells a cluster from others: its number, which newer versions keep in a table that not every
 * account may read. Each cluster's {@code server_uuid} is the same row of zeros, and each of its
 * servers has a {@code hostname} of its own. Stateless.
 */
final class ClusterIdentity {

  private static final String NUMBER =
      "SELECT variable_value FROM mysql.tidb WHERE variable_name = 'cluster_id'";

  /** No privilege on the table, or on its database. */
  private static final Set<Integer> DENIED = Set.of(1044, 1142);

  private ClusterIdentity() {}

  /** The cluster's number; empty when it is not told. Blocks. */
  static Optional<String> of(Connections connections) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NUMBER)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      if (DENIED.contains(e.getErrorCode())) {
        return Optional.empty();
      }
      throw connections.failures().of(e, ErrorContext.none(), "asking for the cluster's number");
    }
  }
}
