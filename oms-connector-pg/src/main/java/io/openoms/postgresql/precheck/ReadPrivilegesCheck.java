package io.openoms.postgresql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * SOURCE_PRIVILEGES, SINK_PRIVILEGES: USAGE on the schema and SELECT on each table, and no policy
 * of row security that would hide rows. Rows are read at a source to be copied and compared, and at
 * the sink of the reverse direction to be compared. Thread-safe.
 */
public final class ReadPrivilegesCheck implements Precheck {

  /** Whether the schema may be used; SELECT on the table, or on some columns; policies. */
  private static final String QUESTION =
      """
      SELECT t.s, t.n, pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
        pg_catalog.has_table_privilege(c.oid, 'SELECT'),
        pg_catalog.has_any_column_privilege(c.oid, 'SELECT'),
        pg_catalog.row_security_active(c.oid), CURRENT_USER
      FROM %s AS t(s, n) JOIN pg_catalog.pg_namespace n ON n.nspname = t.s
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.n
      ORDER BY t.s, t.n
      """;

  private final Connections connections;
  private final EndpointUse use;

  /** Asks over those connections. */
  public ReadPrivilegesCheck(Connections connections, EndpointUse use) {
    this.connections = connections;
    this.use = use;
  }

  private String name() {
    return use + "_PRIVILEGES";
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    Collection<ObjectName> tables =
        use == EndpointUse.SOURCE ? scope.tables().keySet() : scope.tables().values();
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION.formatted(Quoted.rows(tables)))) {
      while (row.next()) {
        check(row, items);
      }
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "checking privileges");
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(name(), "SELECT on " + tables.size() + " tables"))
        : items;
  }

  private void check(ResultSet row, List<PrecheckItem> items) throws SQLException {
    ObjectName table = new ObjectName(row.getString(1), row.getString(2));
    String role = Quoted.name(row.getString(7));
    String grant = "GRANT SELECT ON " + Quoted.name(table) + " TO " + role;
    if (!row.getBoolean(3)) {
      String usage = "GRANT USAGE ON SCHEMA " + Quoted.name(table.database()) + " TO " + role;
      items.add(failed(table, "the role may not use the schema", usage));
    } else if (!row.getBoolean(4)) {
      String cause = "the role may not read the whole table";
      // A grant on some columns is enough when the project copies only those.
      items.add(
          row.getBoolean(5)
              ? PrecheckItem.warning(name(), table.toString(), cause, grant)
              : failed(table, cause, grant));
    } else if (row.getBoolean(6)) {
      items.add(
          failed(
              table,
              "policies of row security would hide rows of the table from this role",
              "ALTER ROLE " + role + " BYPASSRLS, or read as the table's owner"));
    }
  }

  private PrecheckItem failed(ObjectName table, String cause, String advice) {
    return PrecheckItem.failed(name(), table.toString(), cause, advice);
  }
}
