package io.openoms.postgresql.precheck;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.RowSink;
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
 * WAY_BACK: whether changes can be written to the tables of a project, and applications be kept
 * from writing. Asked of a source whose project has the phase, and of the sink of the reverse
 * direction. Thread-safe.
 */
public final class WayBackCheck implements Precheck {

  private static final String NAME = "WAY_BACK";

  /**
   * Schema, table; the privileges; whether the role owns the table; its foreign keys and those that
   * others have to it; triggers that run in any role; rules; a column of numbers that only the
   * server gives and that is no key; a sequence that the role may not set.
   */
  private static final String QUESTION =
      """
      SELECT t.s, t.n, CURRENT_USER,
        pg_catalog.has_table_privilege(c.oid, 'INSERT')
          AND pg_catalog.has_table_privilege(c.oid, 'UPDATE')
          AND pg_catalog.has_table_privilege(c.oid, 'DELETE'),
        pg_catalog.pg_has_role(c.relowner, 'USAGE'),
        EXISTS (SELECT FROM pg_catalog.pg_constraint k
          WHERE k.contype = 'f' AND (k.conrelid = c.oid OR k.confrelid = c.oid)),
        (SELECT pg_catalog.string_agg(g.tgname, ', ' ORDER BY g.tgname)
          FROM pg_catalog.pg_trigger g
          WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled IN ('A', 'R')),
        (SELECT pg_catalog.string_agg(w.rulename, ', ' ORDER BY w.rulename)
          FROM pg_catalog.pg_rewrite w
          WHERE w.ev_class = c.oid AND w.ev_enabled <> 'D' AND w.ev_type <> '1'),
        (SELECT pg_catalog.string_agg(a.attname, ', ') FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = c.oid AND a.attidentity = 'a' AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_index i
            WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))),
        (SELECT pg_catalog.string_agg(p.objid::regclass::text, ', ')
          FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence q ON q.seqrelid = p.objid
          WHERE p.classid = 'pg_catalog.pg_class'::regclass
            AND p.refclassid = 'pg_catalog.pg_class'::regclass
            AND p.refobjid = c.oid AND p.deptype IN ('a', 'i')
            AND NOT pg_catalog.has_sequence_privilege(q.seqrelid, 'UPDATE'))
      FROM %s AS t(s, n) JOIN pg_catalog.pg_namespace n ON n.nspname = t.s
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.n
      ORDER BY t.s, t.n
      """;

  private static final String BOOKS =
      """
      SELECT CASE WHEN s.oid IS NULL
          THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
          ELSE pg_catalog.has_schema_privilege(s.oid, 'CREATE')
            AND pg_catalog.has_schema_privilege(s.oid, 'USAGE') END,
        s.oid IS NULL, pg_catalog.current_database(), CURRENT_USER
      FROM (SELECT pg_catalog.to_regnamespace(%s)::oid) AS s(oid)
      """;

  private final Connections connections;
  private final RowSink sink;
  private final EndpointUse use;

  /**
   * Asks over those connections.
   *
   * @param sink tells whether triggers run for what is written
   */
  public WayBackCheck(Connections connections, RowSink sink, EndpointUse use) {
    this.connections = connections;
    this.sink = sink;
    this.use = use;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (use == EndpointUse.SOURCE && !scope.phases().contains(Phase.REVERSE_INCREMENTAL)) {
      return List.of(PrecheckItem.skipped(NAME, "switchover", "the project has no way back"));
    }
    Collection<ObjectName> tables =
        use == EndpointUse.SOURCE ? scope.tables().keySet() : scope.tables().values();
    List<PrecheckItem> items = new ArrayList<>();
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      books(statement, scope.stateSchema(), items);
      boolean fires = sink.runsTriggers();
      try (ResultSet row = statement.executeQuery(QUESTION.formatted(Quoted.rows(tables)))) {
        while (row.next()) {
          new Table(row, fires, items).check();
        }
      }
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "checking the way back");
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, "writing to " + tables.size() + " tables"))
        : items;
  }

  private static void books(Statement statement, String schema, List<PrecheckItem> items)
      throws SQLException {
    String sql = BOOKS.formatted(Quoted.text(Quoted.name(schema)));
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      if (!row.getBoolean(1)) {
        String what =
            row.getBoolean(2)
                ? "CREATE ON DATABASE " + Quoted.name(row.getString(3))
                : "CREATE, USAGE ON SCHEMA " + Quoted.name(schema);
        items.add(
            PrecheckItem.failed(
                NAME,
                "schema " + schema,
                "the role may not keep the bookkeeping there",
                "GRANT " + what + " TO " + Quoted.name(row.getString(4))));
      }
    }
  }

  /** What is wrong with one table. */
  private record Table(ResultSet row, boolean fires, List<PrecheckItem> items) {

    void check() throws SQLException {
      ObjectName table = new ObjectName(row.getString(1), row.getString(2));
      String name = Quoted.name(table);
      String role = Quoted.name(row.getString(3));
      if (!row.getBoolean(4)) {
        fail(
            table,
            "the role may not change its rows",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + " TO " + role);
      }
      if (!row.getBoolean(5)) {
        fail(
            table,
            "the role does not own it, so it cannot keep applications from writing to it",
            "ALTER TABLE " + name + " OWNER TO a role of which " + role + " is a member");
      }
      if (row.getBoolean(6) && fires) {
        fail(
            table,
            "foreign keys would be checked while changes come in another order",
            "GRANT SET ON PARAMETER session_replication_role TO "
                + role
                + " (from PostgreSQL 15 on; before that, a superuser's role)");
      }
      if (row.getString(7) != null) {
        fail(
            table,
            "triggers run also for what comes back: " + row.getString(7),
            "ALTER TABLE " + name + " ENABLE TRIGGER … without ALWAYS or REPLICA");
      }
      if (row.getString(8) != null) {
        fail(table, "rules would change what is written: " + row.getString(8), "drop them");
      }
      if (row.getString(9) != null) {
        fail(
            table,
            "numbers that the server alone gives: column " + row.getString(9),
            "ALTER TABLE " + name + " ALTER COLUMN … SET GENERATED BY DEFAULT");
      }
      if (row.getString(10) != null) {
        fail(
            table,
            "the role may not set its sequence " + row.getString(10),
            "GRANT USAGE, SELECT, UPDATE ON SEQUENCE " + row.getString(10) + " TO " + role);
      }
    }

    private void fail(ObjectName table, String cause, String advice) {
      items.add(PrecheckItem.failed(NAME, table.toString(), cause, advice));
    }
  }
}
