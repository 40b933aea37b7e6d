package io.openoms.jdbc.mysql.snapshot;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.data.ForeignKeyDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks whether rows refer to rows that are not there. A key with a NULL refers to none. Immutable.
 *
 * @param connections those of the server
 */
record OrphanQuery(Connections connections) {

  boolean isAny(ObjectName table, ForeignKeyDefinition key) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql(table, key))) {
      return row.next();
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.of(table), "looking for rows that the foreign key misses");
    }
  }

  private static String sql(ObjectName table, ForeignKeyDefinition key) {
    String complete =
        key.columns().stream()
            .map(column -> "c." + Identifiers.quote(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String equal =
        IntStream.range(0, key.columns().size())
            .mapToObj(
                i ->
                    "p."
                        + Identifiers.quote(key.parentColumns().get(i))
                        + " = c."
                        + Identifiers.quote(key.columns().get(i)))
            .collect(Collectors.joining(" AND "));
    return "SELECT 1 FROM "
        + Identifiers.quote(table)
        + " c WHERE "
        + complete
        + " AND NOT EXISTS (SELECT 1 FROM "
        + Identifiers.quote(key.parent())
        + " p WHERE "
        + equal
        + ") LIMIT 1";
  }
}
