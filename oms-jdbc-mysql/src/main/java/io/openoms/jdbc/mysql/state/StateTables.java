package io.openoms.jdbc.mysql.state;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.mysql.connection.WaitTimeout;
import io.openoms.jdbc.statement.SqlRunner;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bookkeeping tables of one schema. Names are compared byte for byte, so they stand in a binary
 * collation. Immutable.
 */
public final class StateTables {

  static final int VERSION = 8;

  /** A project's name, with what the engine may add to it; names of objects take no more. */
  private static final String NAME =
      "VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";

  private final String schema;

  /** The tables in that database. */
  public StateTables(String schema) {
    this.schema = schema;
  }

  /** The database. */
  public String schema() {
    return schema;
  }

  /** The table of the rows that each writer of a project moves in each of its transactions. */
  public ObjectName writers() {
    return new ObjectName(schema, "writer");
  }

  String table(String name) {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  String createSchema() {
    return "CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(schema);
  }

  String dropSchema() {
    return "DROP DATABASE " + Identifiers.quote(schema);
  }

  /** The tables of a project's own rows, in the order in which they are emptied. */
  static List<String> ofProjects() {
    return List.of(
        "chunk",
        StoredConflicts.TABLE,
        "definition",
        "difference",
        StoredStops.TABLE,
        StoredSelection.TABLE,
        "switch_step",
        "switch_request",
        "switchover",
        "verification",
        "apply",
        "milestone",
        "object",
        "phase",
        "writer");
  }

  /** Whether a table is there: earlier versions of the same format made fewer. Blocks. */
  boolean isThere(SqlRunner sql, String table) {
    return !sql.query(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
            row -> row.getInt(1),
            schema,
            table)
        .isEmpty();
  }

  List<String> dropTables() {
    return Stream.concat(ofProjects().stream(), Stream.of("project", "format"))
        .map(name -> "DROP TABLE IF EXISTS " + table(name))
        .toList();
  }

  /** The table that tells in which format the others are; it is made first. */
  String createFormat() {
    return create("format", "version INT NOT NULL PRIMARY KEY");
  }

  List<String> createTables() {
    return List.of(
        create(
            "project",
            "name "
                + NAME
                + " PRIMARY KEY, epoch BIGINT NOT NULL, digest VARCHAR(64) NOT NULL,"
                + " source_id VARCHAR(255), updated_at DATETIME(6) NOT NULL, last_error TEXT"),
        create(
            "phase",
            "project "
                + NAME
                + ", phase VARCHAR(32) NOT NULL, status VARCHAR(32) NOT NULL,"
                + " millis BIGINT NOT NULL, row_count BIGINT NOT NULL,"
                + " PRIMARY KEY (project, phase)"),
        create(
            "object",
            "project "
                + NAME
                + ", source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", kind VARCHAR(32) NOT NULL, target_database "
                + NAME
                + ", target_name "
                + NAME
                + ", scope LONGTEXT NOT NULL, status VARCHAR(32) NOT NULL, source_shape LONGTEXT,"
                + " target_shape LONGTEXT, warnings LONGTEXT, ddl LONGTEXT,"
                + " error LONGTEXT, PRIMARY KEY (project, source_database, source_name)"),
        create(
            "milestone",
            "project "
                + NAME
                + ", source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", milestone VARCHAR(32) NOT NULL, position LONGTEXT,"
                + " PRIMARY KEY (project, source_database, source_name, milestone)"),
        create(
            "chunk",
            "project "
                + NAME
                + ", source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", number BIGINT NOT NULL, lower_key LONGTEXT, upper_key LONGTEXT,"
                + " done TINYINT NOT NULL, row_count BIGINT NOT NULL, conflicts BIGINT NOT NULL,"
                + " PRIMARY KEY (project, source_database, source_name, number)"),
        create(
            "writer",
            "project "
                + NAME
                + ", writer VARCHAR(64) NOT NULL, epoch BIGINT NOT NULL, sequence BIGINT NOT NULL,"
                + " window_number BIGINT NOT NULL, PRIMARY KEY (project, writer)"),
        create(
            "apply",
            "project "
                + NAME
                + " PRIMARY KEY, window_number BIGINT NOT NULL, position LONGTEXT NOT NULL,"
                + " skipped BIGINT NOT NULL, spool BIGINT NOT NULL, spool_id VARCHAR(64) NOT NULL,"
                + " open_changes BIGINT, open_lanes INT, open_rules LONGTEXT,"
                + " open_operations VARCHAR(64),"
                + " transactions BIGINT NOT NULL, changes BIGINT NOT NULL,"
                + " applied_up_to DATETIME(6) NOT NULL"),
        create(
            "definition",
            "project "
                + NAME
                + ", source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", number BIGINT NOT NULL, valid_from LONGTEXT NOT NULL,"
                + " statement LONGTEXT NOT NULL,"
                + " PRIMARY KEY (project, source_database, source_name, number)"),
        create(
            "verification",
            "project "
                + NAME
                + ", target_database "
                + NAME
                + ", target_name "
                + NAME
                + ", ended_at DATETIME(6) NOT NULL, row_count BIGINT NOT NULL,"
                + " missing BIGINT NOT NULL, extra BIGINT NOT NULL, different BIGINT NOT NULL,"
                + " unresolved BIGINT NOT NULL, error LONGTEXT,"
                + " PRIMARY KEY (project, target_database, target_name)"),
        create(
            "difference",
            "project "
                + NAME
                + ", target_database "
                + NAME
                + ", target_name "
                + NAME
                + ", number BIGINT NOT NULL, kind VARCHAR(32) NOT NULL, row_key LONGTEXT NOT NULL,"
                + " PRIMARY KEY (project, target_database, target_name, number)"),
        create(
            "switchover",
            "project "
                + NAME
                + " PRIMARY KEY, direction VARCHAR(32) NOT NULL, from_direction VARCHAR(32) NOT"
                + " NULL, source_gate TEXT, sink_gate TEXT"),
        create(
            "switch_step",
            "project "
                + NAME
                + ", step VARCHAR(32) NOT NULL, status VARCHAR(32) NOT NULL, began DATETIME(6),"
                + " ended DATETIME(6), detail LONGTEXT NOT NULL, PRIMARY KEY (project, step)"),
        create(
            StoredConflicts.TABLE,
            "project "
                + NAME
                + ", number BIGINT NOT NULL, source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", row_key LONGTEXT NOT NULL, found_at DATETIME(6) NOT NULL,"
                + " winner VARCHAR(32) NOT NULL, source_row LONGTEXT, sink_row LONGTEXT,"
                + " source_from LONGTEXT NOT NULL, sink_from LONGTEXT NOT NULL,"
                + " source_up_to LONGTEXT, sink_up_to LONGTEXT, passed TINYINT NOT NULL,"
                + " PRIMARY KEY (project, number)"),
        create(
            StoredStops.TABLE,
            "project "
                + NAME
                + ", transaction_name VARCHAR(255) CHARACTER SET utf8mb4"
                + " COLLATE utf8mb4_bin NOT NULL,"
                + " source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", statement LONGTEXT NOT NULL, decision VARCHAR(32) NOT NULL,"
                + " replacement LONGTEXT, begun LONGTEXT,"
                + " PRIMARY KEY (project, transaction_name)"),
        create(
            StoredSelection.TABLE,
            "project "
                + NAME
                + ", source_database "
                + NAME
                + ", source_name "
                + NAME
                + ", kind VARCHAR(32) NOT NULL,"
                + " PRIMARY KEY (project, source_database, source_name)"),
        create("switch_request", "project " + NAME + " PRIMARY KEY, request VARCHAR(64) NOT NULL"));
  }

  private String create(String name, String columns) {
    return "CREATE TABLE IF NOT EXISTS "
        + table(name)
        + " ("
        + columns
        + ") DEFAULT CHARACTER SET utf8mb4";
  }

  /** Runs statements of the state store on a connection. */
  static SqlRunner runner(Connection connection, SqlFailures failures) {
    return new SqlRunner(connection, failures, WaitTimeout.INSTANCE);
  }
}
