package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.SelectionChange;
import io.openoms.StatementDecision;
import io.openoms.ViewVerification;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.ProbeTable;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredConflict;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredSwitch;
import io.openoms.spi.state.StoredVerification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Bookkeeping in a schema of a transactional server. Thread-safe. */
public final class JdbcStateStore implements StateStore {

  private static final String OF_TABLE =
      " WHERE project = ? AND source_database = ? AND source_name = ?";

  private final Connections connections;
  private final StateTables tables;

  /**
   * Whether the table of a selection's changes was there. A run reads it every second, and its
   * server's catalog costs more than the table.
   */
  private volatile boolean hasSelection;

  /** The bookkeeping in those tables. */
  public JdbcStateStore(Connections connections, StateTables tables) {
    this.connections = connections;
    this.tables = tables;
  }

  @Override
  public void prepare() {
    StateDialect dialect = tables.dialect();
    with(
        sql -> {
          sql.update(tables.createSchema());
          sql.update(tables.createFormat());
          // A state of another format stays as it is.
          sql.update(
              dialect.insertAbsent(
                  tables.table("format"),
                  "SELECT ?"
                      + dialect.fromNothing()
                      + " WHERE NOT EXISTS (SELECT 1 FROM "
                      + tables.table("format")
                      + ")"),
              StateTables.VERSION);
          requireFormat(sql);
          // A version that would not understand what is stored from now on refuses it.
          for (int before : StateTables.READABLE) {
            sql.update(
                "UPDATE " + tables.table("format") + " SET version = ? WHERE version = ?",
                StateTables.VERSION,
                before);
          }
          tables.createTables().forEach(sql::update);
          return null;
        });
  }

  private void requireFormat(SqlRunner sql) {
    requireFormat(versions(sql));
  }

  private List<Integer> versions(SqlRunner sql) {
    return sql.query("SELECT version FROM " + tables.table("format"), row -> row.getInt(1));
  }

  private void requireFormat(List<Integer> versions) {
    boolean isKnown =
        versions.size() == 1
            && (versions.contains(StateTables.VERSION)
                || StateTables.READABLE.contains(versions.get(0)));
    if (!isKnown) {
      throw new MigrationException(
          JdbcError.STATE_UNKNOWN,
          ErrorContext.none(),
          "the bookkeeping in "
              + tables.schema()
              + " has the format "
              + versions
              + ", this version knows "
              + StateTables.VERSION);
    }
  }

  @Override
  public Optional<StoredProject> read(String project) {
    return with(
        sql -> isPrepared(sql) ? new StateReader(sql, tables).read(project) : Optional.empty());
  }

  /** Whether there is a bookkeeping; one that another process is making or dropping is none. */
  private boolean isPrepared(SqlRunner sql) {
    if (!tables.isThere(sql, "format")) {
      return false;
    }
    List<Integer> versions = versions(sql);
    if (versions.isEmpty()) {
      return false;
    }
    requireFormat(versions);
    return tables.isThere(sql, StateTables.LAST);
  }

  @Override
  public long takeOver(String project, String digest, List<String> writers) {
    return with(sql -> new Ownership(sql, tables).takeOver(project, digest, writers));
  }

  @Override
  public boolean release(String project) {
    return with(sql -> isPrepared(sql) && new Ownership(sql, tables).release(project));
  }

  @Override
  public List<StoredChunk> pendingChunks(String project, ObjectName source) {
    return chunks(project, source, " AND done = 0 ORDER BY number");
  }

  @Override
  public Optional<StoredChunk> lastChunk(String project, ObjectName source) {
    return chunks(project, source, " ORDER BY number DESC LIMIT 1").stream().findFirst();
  }

  @Override
  public long chunks(String project, ObjectName source) {
    return with(
        sql ->
            sql.query(
                    "SELECT COUNT(*) FROM " + tables.table("chunk") + OF_TABLE,
                    row -> row.getLong(1),
                    project,
                    source.database(),
                    source.name())
                .get(0));
  }

  @Override
  public Set<ObjectName> chunked(String project) {
    return with(
        sql ->
            Set.copyOf(
                sql.query(
                    "SELECT DISTINCT source_database, source_name FROM "
                        + tables.table("chunk")
                        + " WHERE project = ?",
                    row -> new ObjectName(row.getString(1), row.getString(2)),
                    project)));
  }

  private List<StoredChunk> chunks(String project, ObjectName source, String which) {
    return with(
        sql ->
            sql.query(
                "SELECT number, lower_key, upper_key FROM "
                    + tables.table("chunk")
                    + OF_TABLE
                    + which,
                JdbcStateStore::chunk,
                project,
                source.database(),
                source.name()));
  }

  private static StoredChunk chunk(ResultSet row) throws SQLException {
    return new StoredChunk(row.getLong(1), new ChunkRange(key(row, 2), key(row, 3)));
  }

  private static Optional<KeyTuple> key(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(KeyTuple::decode);
  }

  @Override
  public Optional<StoredApply> apply(String project) {
    return with(
        sql -> isPrepared(sql) ? new AppliedLog(sql, tables).apply(project) : Optional.empty());
  }

  @Override
  public Map<String, Long> windows(String project) {
    return with(sql -> new AppliedLog(sql, tables).windows(project));
  }

  @Override
  public List<StoredDefinition> definitions(String project) {
    return with(sql -> new AppliedLog(sql, tables).definitions(project));
  }

  @Override
  public List<StoredVerification> verifications(String project) {
    return with(
        sql -> isPrepared(sql) ? new StoredVerifications(sql, tables).all(project) : List.of());
  }

  @Override
  public List<ViewVerification> verifiedViews(String project) {
    return with(
        sql ->
            isPrepared(sql) && tables.isThere(sql, StoredViews.TABLE)
                ? new StoredViews(sql, tables).all(project)
                : List.of());
  }

  @Override
  public List<StoredDifference> differences(
      String project, ObjectName target, long after, int limit) {
    return with(
        sql -> new StoredVerifications(sql, tables).differences(project, target, after, limit));
  }

  @Override
  public Map<ObjectName, Set<KeyTuple>> deadLetters(String project, int limit) {
    return with(sql -> new StoredDeadLetters(sql, tables).some(project, limit));
  }

  @Override
  public long lastDifference(String project, ObjectName target) {
    return with(sql -> new StoredVerifications(sql, tables).last(project, target));
  }

  @Override
  public List<StoredComparison> comparisons(String project) {
    return with(sql -> new StoredComparisons(sql, tables).all(project));
  }

  @Override
  public Optional<StoredSwitch> switchover(String project) {
    return with(
        sql -> isPrepared(sql) ? new StoredSwitches(sql, tables).read(project) : Optional.empty());
  }

  @Override
  public Optional<String> switchRequest(String project) {
    return with(sql -> new StoredSwitches(sql, tables).request(project));
  }

  @Override
  public void askSwitch(String project, String request) {
    with(
        sql -> {
          new StoredSwitches(sql, tables).ask(project, request);
          return null;
        });
  }

  @Override
  public List<StoredConflict> conflicts(String project) {
    return with(sql -> new StoredConflicts(sql, tables).open(project));
  }

  @Override
  public long lastConflict(String project) {
    return with(
        sql -> {
          StoredConflicts conflicts = new StoredConflicts(sql, tables);
          return conflicts.isThere() ? conflicts.last(project) : 0L;
        });
  }

  @Override
  public List<StoredConflict> latestConflicts(String project, int most) {
    return with(
        sql -> {
          StoredConflicts conflicts = new StoredConflicts(sql, tables);
          return conflicts.isThere() ? conflicts.latest(project, most) : List.of();
        });
  }

  @Override
  public List<StoredStop> stops(String project) {
    return with(
        sql ->
            isPrepared(sql) && tables.isThere(sql, StoredStops.TABLE)
                ? new StoredStops(sql, tables).all(project)
                : List.of());
  }

  @Override
  public boolean decide(String project, String transaction, StatementDecision decision) {
    return with(
        sql ->
            isPrepared(sql)
                && tables.isThere(sql, StoredStops.TABLE)
                && new StoredStops(sql, tables).decide(project, transaction, decision));
  }

  @Override
  public List<SelectionChange> selectionChanges(String project) {
    return with(
        sql -> {
          StoredSelection stored = new StoredSelection(sql, tables);
          if (hasSelection) {
            try {
              return stored.all(project);
            } catch (MigrationException e) {
              // Another process may have dropped the table; any other cause shows again below.
              hasSelection = false;
            }
          }
          hasSelection = isPrepared(sql) && tables.isThere(sql, StoredSelection.TABLE);
          return hasSelection ? stored.all(project) : List.of();
        });
  }

  @Override
  public void changeSelection(String project, List<SelectionChange> changes) {
    prepare();
    with(
        sql -> {
          new StoredSelection(sql, tables).put(project, changes);
          return null;
        });
  }

  @Override
  public Optional<ProbeTable> probe(String project) {
    return Optional.of(new StoredProbe(tables, project, this::with));
  }

  @Override
  public StateTransaction begin() {
    return new JdbcStateTransaction(
        connections.borrow(), tables, connections.failures(), Optional.of(connections));
  }

  private <T> T with(Function<SqlRunner, T> work) {
    Connection connection = connections.borrow();
    try {
      T result = work.apply(tables.runner(connection, connections.failures()));
      connection.close();
      return result;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "giving a connection back");
    } catch (RuntimeException e) {
      connections.discard(connection);
      throw e;
    }
  }
}
