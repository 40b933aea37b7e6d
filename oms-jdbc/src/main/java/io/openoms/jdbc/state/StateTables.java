package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.statement.SqlRunner;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The bookkeeping tables of one schema. Immutable. */
public final class StateTables {

  static final int VERSION = 10;

  /** They lack milestones that this version may store, and have nothing that it does not know. */
  static final List<Integer> READABLE = List.of(8, 9);

  /** Made after all others and dropped before them: where it is, they are. */
  static final String LAST = "switch_request";

  private static final String OBJECT = "project, source_database, source_name";
  private static final String TARGET = "project, target_database, target_name";

  private static final String OBJECT_NAME =
      "project {name}, source_database {name}, source_name {name}";
  private static final String TARGET_NAME =
      "project {name}, target_database {name}, target_name {name}";

  /** The primary keys. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("format", "version"),
          Map.entry("project", "name"),
          Map.entry("phase", "project, phase"),
          Map.entry("object", OBJECT),
          Map.entry("milestone", OBJECT + ", milestone"),
          Map.entry("chunk", OBJECT + ", number"),
          Map.entry("writer", "project, writer"),
          Map.entry("apply", "project"),
          Map.entry("definition", OBJECT + ", number"),
          Map.entry("verification", TARGET),
          Map.entry("difference", TARGET + ", number"),
          Map.entry("switchover", "project"),
          Map.entry("switch_step", "project, step"),
          Map.entry(StoredConflicts.TABLE, "project, number"),
          Map.entry(StoredStops.TABLE, "project, transaction_name"),
          Map.entry(StoredSelection.TABLE, OBJECT),
          Map.entry(StoredComparisons.TABLE, TARGET),
          Map.entry(StoredVerifications.BY_RULE, TARGET),
          Map.entry(StoredVerifications.DEAD_LETTERS, TARGET),
          Map.entry(StoredDeadLetters.TABLE, TARGET + ", key_digest"),
          Map.entry(StoredViews.TABLE, TARGET),
          Map.entry(LAST, "project"));

  private final String schema;
  private final StateDialect dialect;

  /** The tables in that schema. */
  public StateTables(String schema, StateDialect dialect) {
    this.schema = schema;
    this.dialect = dialect;
  }

  /** The schema. */
  public String schema() {
    return schema;
  }

  /** The table of the rows that each writer of a project moves in each of its transactions. */
  public ObjectName writers() {
    return new ObjectName(schema, "writer");
  }

  String table(String name) {
    return dialect.quote(schema) + "." + dialect.quote(name);
  }

  String createSchema() {
    return dialect.createSchema(dialect.quote(schema));
  }

  String dropSchema() {
    return dialect.dropSchema(dialect.quote(schema));
  }

  /** The tables of a project's own rows, in the order in which they are emptied. */
  static List<String> ofProjects() {
    return List.of(
        "chunk",
        StoredComparisons.TABLE,
        StoredVerifications.BY_RULE,
        StoredVerifications.DEAD_LETTERS,
        StoredDeadLetters.TABLE,
        StoredViews.TABLE,
        StoredConflicts.TABLE,
        "definition",
        "difference",
        StoredStops.TABLE,
        StoredSelection.TABLE,
        "switch_step",
        LAST,
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

  /**
   * Removes what a table has of the table at the sink that an object fills. Earlier versions of the
   * same format did not make it. Blocks.
   */
  void removeOfTarget(SqlRunner sql, String table, String project, ObjectName source) {
    if (isThere(sql, table)) {
      sql.update(
          "DELETE FROM "
              + table(table)
              + " WHERE project = ? AND (target_database, target_name) IN"
              + " (SELECT target_database, target_name FROM "
              + table("object")
              + " WHERE project = ? AND source_database = ? AND source_name = ?)",
          project,
          project,
          source.database(),
          source.name());
    }
  }

  List<String> dropTables() {
    return Stream.of(List.of(LAST), ofProjects(), List.of("project", "format"))
        .flatMap(List::stream)
        .map(name -> "DROP TABLE IF EXISTS " + table(name))
        .toList();
  }

  /** The table that tells in which format the others are; it is made first. */
  String createFormat() {
    return create("format", "version INT NOT NULL");
  }

  List<String> createTables() {
    return List.of(
        create(
            "project",
            "name {name}, epoch BIGINT NOT NULL, digest VARCHAR(64) NOT NULL,"
                + " source_id VARCHAR(255), updated_at {moment} NOT NULL, last_error TEXT"),
        create(
            "phase",
            "project {name}, phase VARCHAR(32) NOT NULL, status VARCHAR(32) NOT NULL,"
                + " millis BIGINT NOT NULL, row_count BIGINT NOT NULL"),
        create(
            "object",
            OBJECT_NAME
                + ", kind VARCHAR(32) NOT NULL, target_database {name}, target_name {name},"
                + " scope {text} NOT NULL, status VARCHAR(32) NOT NULL, source_shape {text},"
                + " target_shape {text}, warnings {text}, ddl {text},"
                + " error {text}"),
        create("milestone", OBJECT_NAME + ", milestone VARCHAR(32) NOT NULL, position {text}"),
        create(
            "chunk",
            OBJECT_NAME
                + ", number BIGINT NOT NULL, lower_key {text}, upper_key {text},"
                + " done {flag} NOT NULL, row_count BIGINT NOT NULL, conflicts BIGINT NOT NULL"),
        create(
            "writer",
            "project {name}, writer VARCHAR(64) NOT NULL, epoch BIGINT NOT NULL,"
                + " sequence BIGINT NOT NULL, window_number BIGINT NOT NULL"),
        create(
            "apply",
            "project {name}, window_number BIGINT NOT NULL, position {text} NOT NULL,"
                + " skipped BIGINT NOT NULL, spool BIGINT NOT NULL, spool_id VARCHAR(64) NOT NULL,"
                + " open_changes BIGINT, open_lanes INT, open_rules {text},"
                + " open_operations VARCHAR(64),"
                + " transactions BIGINT NOT NULL, changes BIGINT NOT NULL,"
                + " applied_up_to {moment} NOT NULL"),
        create(
            "definition",
            OBJECT_NAME
                + ", number BIGINT NOT NULL, valid_from {text} NOT NULL,"
                + " statement {text} NOT NULL"),
        create(
            "verification",
            TARGET_NAME
                + ", ended_at {moment} NOT NULL, row_count BIGINT NOT NULL,"
                + " missing BIGINT NOT NULL, extra BIGINT NOT NULL, different BIGINT NOT NULL,"
                + " unresolved BIGINT NOT NULL, error {text}"),
        create(
            "difference",
            TARGET_NAME
                + ", number BIGINT NOT NULL, kind VARCHAR(32) NOT NULL, row_key {text} NOT NULL"),
        create(
            "switchover",
            "project {name}, direction VARCHAR(32) NOT NULL, from_direction VARCHAR(32) NOT"
                + " NULL, source_gate TEXT, sink_gate TEXT"),
        create(
            "switch_step",
            "project {name}, step VARCHAR(32) NOT NULL, status VARCHAR(32) NOT NULL, "
                + "began {moment}, ended {moment}, detail {text} NOT NULL"),
        create(
            StoredConflicts.TABLE,
            "project {name}, number BIGINT NOT NULL, source_database {name}, source_name {name},"
                + " row_key {text} NOT NULL, found_at {moment} NOT NULL,"
                + " winner VARCHAR(32) NOT NULL, source_row {text}, sink_row {text},"
                + " source_from {text} NOT NULL, sink_from {text} NOT NULL,"
                + " source_up_to {text}, sink_up_to {text}, passed {flag} NOT NULL"),
        create(
            StoredStops.TABLE,
            "project {name}, transaction_name {token}, source_database {name}, source_name {name},"
                + " statement {text} NOT NULL, decision VARCHAR(32) NOT NULL,"
                + " replacement {text}, begun {text}"),
        create(StoredSelection.TABLE, OBJECT_NAME + ", kind VARCHAR(32) NOT NULL"),
        create(
            StoredComparisons.TABLE,
            TARGET_NAME
                + ", began_at {moment} NOT NULL, form VARCHAR(64) NOT NULL,"
                + " row_count BIGINT NOT NULL, up_to {text}, done {flag} NOT NULL"),
        create(StoredVerifications.BY_RULE, TARGET_NAME + ", row_count BIGINT NOT NULL"),
        create(StoredVerifications.DEAD_LETTERS, TARGET_NAME + ", row_count BIGINT NOT NULL"),
        create(
            StoredDeadLetters.TABLE,
            TARGET_NAME + ", key_digest VARCHAR(64) NOT NULL, row_key {text} NOT NULL"),
        create(
            StoredViews.TABLE,
            TARGET_NAME
                + ", source_database {name}, source_name {name}, result VARCHAR(32) NOT NULL,"
                + " notes {text} NOT NULL, error_code VARCHAR(64), error {text}"),
        create(LAST, "project {name}, request VARCHAR(64) NOT NULL"));
  }

  /** A table of one row; see {@link io.openoms.spi.state.ProbeTable}. */
  String createProbe(String name) {
    return dialect.createTable(
        table(name), "number BIGINT NOT NULL, seen BIGINT NOT NULL, PRIMARY KEY (number)");
  }

  private String create(String name, String columns) {
    return dialect.createTable(table(name), columns + ", PRIMARY KEY (" + KEYS.get(name) + ")");
  }

  /** Inserts a row in place of one with the same key; all columns of the table are given. */
  String replace(String name, List<String> columns) {
    return replace(name, columns, 1);
  }

  /** The same with so many rows. */
  String replace(String name, List<String> columns, int rows) {
    List<String> key = List.of(Objects.requireNonNull(KEYS.get(name)).split(", "));
    return dialect.replace(table(name), columns, key, values(columns.size(), rows));
  }

  /** So many rows of parameters. */
  static String values(int columns, int rows) {
    String row = "(" + String.join(",", Collections.nCopies(columns, "?")) + ")";
    return String.join(", ", Collections.nCopies(rows, row));
  }

  StateDialect dialect() {
    return dialect;
  }

  /** Runs statements of the state store on a connection. */
  SqlRunner runner(Connection connection, SqlFailures failures) {
    return new SqlRunner(connection, failures, dialect.idleLimit());
  }
}
