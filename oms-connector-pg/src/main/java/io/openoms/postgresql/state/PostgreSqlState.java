package io.openoms.postgresql.state;

import io.openoms.jdbc.session.IdleLimit;
import io.openoms.jdbc.state.StateDialect;
import io.openoms.postgresql.sql.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/** The bookkeeping's statements in PostgreSQL's language. Stateless; thread-safe. */
public enum PostgreSqlState implements StateDialect {
  /** The one dialect. */
  INSTANCE;

  @Override
  public String quote(String name) {
    return Quoted.name(name);
  }

  /** IF NOT EXISTS asks for the privilege first, also where the schema is there. */
  @Override
  public String createSchema(String schema) {
    return unlessThere(
        "IF pg_catalog.to_regnamespace("
            + Quoted.text(schema)
            + ") IS NULL THEN CREATE SCHEMA "
            + schema
            + "; END IF");
  }

  @Override
  public String dropSchema(String schema) {
    return "DROP SCHEMA " + schema;
  }

  @Override
  public String createTable(String table, String columns) {
    return unlessThere(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " ("
            + columns
                .replace("{name}", "varchar(80) COLLATE \"C\" NOT NULL")
                .replace("{token}", "varchar(255) COLLATE \"C\" NOT NULL")
                .replace("{text}", "text")
                .replace("{moment}", "timestamp(6)")
                .replace("{flag}", "smallint")
            + ")");
  }

  /** Of two sessions that create the same at one time, one meets the other's catalog rows. */
  private static String unlessThere(String statement) {
    return "DO $oms$ BEGIN "
        + statement
        + "; EXCEPTION WHEN unique_violation OR duplicate_schema OR duplicate_table THEN NULL;"
        + " END $oms$";
  }

  @Override
  public String now() {
    return "(pg_catalog.clock_timestamp() AT TIME ZONE 'UTC')";
  }

  @Override
  public String epochMillis() {
    return "(EXTRACT(EPOCH FROM pg_catalog.clock_timestamp()) * 1000)::bigint";
  }

  @Override
  public String fromNothing() {
    return "";
  }

  @Override
  public String insertAbsent(String table, String rows) {
    return "INSERT INTO " + table + " " + rows + " ON CONFLICT DO NOTHING";
  }

  @Override
  public String replace(String table, List<String> columns, List<String> key, String values) {
    String set =
        columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> column + " = EXCLUDED." + column)
            .collect(Collectors.joining(", "));
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES "
        + values
        + " ON CONFLICT ("
        + String.join(", ", key)
        + ") DO UPDATE SET "
        + set;
  }

  @Override
  public IdleLimit idleLimit() {
    return TransactionLimit.INSTANCE;
  }
}
