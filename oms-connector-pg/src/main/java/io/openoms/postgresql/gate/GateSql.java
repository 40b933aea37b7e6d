package io.openoms.postgresql.gate;

import io.openoms.postgresql.sql.Quoted;
import java.util.List;

/**
 * The statements of a gate: a function that refuses, and triggers that call it. Immutable.
 *
 * @param schema the schema of the function
 * @param name the name of function and triggers
 */
public record GateSql(String schema, String name) {

  /** What a session says that the gate lets pass. */
  static final String SETTING = "openoms.writer";

  /** Whether a session has not said so. */
  private static final String STRANGER =
      "pg_catalog.current_setting('" + SETTING + "', true) IS DISTINCT FROM 'openoms'";

  /** The tables of a publication, a partitioned one with its partitions behind it. */
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, EXISTS (SELECT FROM pg_catalog.pg_trigger t
          WHERE t.tgrelid = c.oid AND t.tgname = %2$s), c.oid
      FROM pg_catalog.pg_publication p
      JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid
      JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE p.pubname = %1$s ORDER BY 1, 2
      """;

  /** The same of what is emptied by a TRUNCATE of its own. */
  private static final String PARTITIONS =
      """
      SELECT n.nspname, c.relname, EXISTS (SELECT FROM pg_catalog.pg_trigger t
          WHERE t.tgrelid = c.oid AND t.tgname = %2$s)
      FROM pg_catalog.pg_publication p
      JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid
      CROSS JOIN LATERAL (SELECT r.prrelid::pg_catalog.oid AS relid
        UNION SELECT tree.relid FROM pg_catalog.pg_partition_tree(r.prrelid) tree) every
      JOIN pg_catalog.pg_class c ON c.oid = every.relid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE p.pubname = %1$s ORDER BY 1, 2
      """;

  private static final String TRIGGERS =
      """
      SELECT n.nspname, c.relname, t.tgname FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE t.tgname IN (%s, %s) AND t.tgparentid = 0 ORDER BY 1, 2, 3
      """;

  private static final String WRITERS =
      """
      SELECT DISTINCT coalesce('server process ' || a.pid || ' since ' || a.xact_start,
        'a prepared transaction')
      FROM pg_catalog.pg_publication p
      JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid
      JOIN pg_catalog.pg_locks l ON l.granted AND l.mode LIKE '%%Exclusive%%'
        AND l.relation IN (SELECT r.prrelid UNION
          SELECT tree.relid FROM pg_catalog.pg_partition_tree(r.prrelid) tree)
      LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE p.pubname = %s AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
      """;

  String tables(String publication) {
    return TABLES.formatted(Quoted.text(publication), Quoted.text(name));
  }

  String emptied(String publication) {
    return PARTITIONS.formatted(Quoted.text(publication), Quoted.text(ofTruncate()));
  }

  /** Who has written to the tables and not ended. */
  String writers(String publication) {
    return WRITERS.formatted(Quoted.text(publication));
  }

  /** All triggers of the gate, but for those that follow a partitioned table's. */
  String triggers() {
    return TRIGGERS.formatted(Quoted.text(name), Quoted.text(ofTruncate()));
  }

  private String ofTruncate() {
    return name + "_t";
  }

  private String function() {
    return Quoted.name(schema) + "." + Quoted.name(name);
  }

  /** The function, which refuses, or lets everything pass. */
  String function(boolean refuses) {
    String refusal =
        "RAISE EXCEPTION 'table %.% is read-only: applications write to another server now',"
            + " TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'read_only_sql_transaction';";
    return "CREATE OR REPLACE FUNCTION "
        + function()
        + "() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $gate$ BEGIN "
        + (refuses ? refusal : "")
        + " IF TG_OP = 'TRUNCATE' THEN RETURN NULL; ELSIF TG_OP = 'DELETE' THEN RETURN OLD;"
        + " ELSE RETURN NEW; END IF; END $gate$";
  }

  String dropFunction() {
    return "DROP FUNCTION IF EXISTS " + function() + "()";
  }

  /** Refuses changes of rows, those of a statement that names another table, too. */
  String createOfRows(String table) {
    return create(name, "INSERT OR UPDATE OR DELETE", table, "ROW");
  }

  /** Refuses to empty the table. */
  String createOfTruncate(String table) {
    return create(ofTruncate(), "TRUNCATE", table, "STATEMENT");
  }

  private String create(String trigger, String when, String table, String each) {
    return "CREATE TRIGGER "
        + Quoted.name(trigger)
        + " BEFORE "
        + when
        + " ON "
        + table
        + " FOR EACH "
        + each
        + " WHEN ("
        + STRANGER
        + ") EXECUTE FUNCTION "
        + function()
        + "()";
  }

  /** Removes a trigger that {@link #triggers} gave. */
  static String drop(List<String> row) {
    return "DROP TRIGGER IF EXISTS "
        + Quoted.name(row.get(2))
        + " ON "
        + Quoted.name(row.get(0))
        + "."
        + Quoted.name(row.get(1));
  }
}
