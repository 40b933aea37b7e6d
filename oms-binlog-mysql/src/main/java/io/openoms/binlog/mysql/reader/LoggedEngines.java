package io.openoms.binlog.mysql.reader;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.sql.RowKeepingEngines;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells tables whose storage engine lets rows change that the log does not tell as theirs: rows of
 * MRG_MYISAM stand in MyISAM tables, and each of both is changed under its own name alone; those of
 * FEDERATED, CONNECT or SPIDER stand at other servers; BLACKHOLE logs rows that it does not keep.
 * Stateless.
 */
final class LoggedEngines {

  private LoggedEngines() {}

  /** Those of the tables that cannot be followed, with the reason. Blocks. */
  static Map<ObjectName, String> faults(Connections connections, List<ObjectName> tables) {
    try (Connection connection = connections.borrow()) {
      Map<ObjectName, String> engines = engines(connection, new HashSet<>(tables));
      Map<ObjectName, String> faults = new HashMap<>();
      engines.forEach(
          (table, engine) -> {
            if (!RowKeepingEngines.contains(engine)) {
              faults.put(table, fault("its storage engine is " + engine));
            }
          });
      if (engines.containsValue("MYISAM")) {
        MergeTables.of(connection)
            .forEach((part, whole) -> faults.put(part, fault("it is a part of " + whole)));
        faults.keySet().retainAll(engines.keySet());
      }
      return faults;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "asking for tables' storage engines");
    }
  }

  private static String fault(String why) {
    return why
        + ", so the log does not tell all changes of its rows as such: give the table another"
        + " engine, or migrate it in a project without the incremental phase";
  }

  private static Map<ObjectName, String> engines(Connection connection, Set<ObjectName> tables)
      throws SQLException {
    Map<ObjectName, String> engines = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT table_name, engine FROM information_schema.tables"
                + " WHERE table_schema = ? AND engine IS NOT NULL")) {
      for (String database :
          tables.stream().map(ObjectName::database).collect(Collectors.toSet())) {
        statement.setString(1, database);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            ObjectName table = new ObjectName(database, rows.getString(1));
            engines.put(table, rows.getString(2).toUpperCase(Locale.ROOT));
          }
        }
      }
    }
    engines.keySet().retainAll(tables);
    return engines;
  }
}
