package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.ViewVerification;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.CopiedTable;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredConflict;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredSwitch;
import io.openoms.spi.state.StoredVerification;
import io.openoms.spi.state.WriterRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bookkeeping in a transaction of its own, or within a sink's. One thread. */
public final class JdbcStateTransaction implements StateTransaction {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcStateTransaction.class);

  private final Connection connection;
  private final StateTables tables;
  private final SqlRunner sql;
  private final Optional<Connections> owner;
  private boolean over;

  /** Within a transaction of the sink, which commits and rolls back itself. */
  public JdbcStateTransaction(Connection connection, StateTables tables, SqlFailures failures) {
    this(connection, tables, failures, Optional.empty());
  }

  /** On a connection of its own; with an owner, it is given back at the end. */
  JdbcStateTransaction(
      Connection connection,
      StateTables tables,
      SqlFailures failures,
      Optional<Connections> owner) {
    this.connection = connection;
    this.tables = tables;
    this.sql = tables.runner(connection, failures);
    this.owner = owner;
    if (owner.isPresent()) {
      sql.begin();
    }
  }

  @Override
  public void putObject(String project, StoredObject object) {
    putObjects(project, List.of(object));
  }

  @Override
  public void putObjects(String project, Collection<StoredObject> objects) {
    new StoredObjects(sql, tables).put(project, objects);
  }

  @Override
  public void putPhase(String project, StoredPhase phase) {
    sql.update(
        tables.replace("phase", List.of("project", "phase", "status", "millis", "row_count")),
        project,
        phase.phase().name(),
        phase.status().name(),
        phase.elapsed().toMillis(),
        phase.rows());
  }

  @Override
  public void putError(String project, String error) {
    sql.update(
        "UPDATE "
            + tables.table("project")
            + " SET last_error = ?, updated_at = "
            + tables.dialect().now()
            + " WHERE name = ?",
        error.isEmpty() ? null : error,
        project);
  }

  @Override
  public void addChunks(String project, ObjectName source, List<StoredChunk> chunks) {
    if (chunks.isEmpty()) {
      return;
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (StoredChunk chunk : chunks) {
      values.add(project);
      values.add(source.database());
      values.add(source.name());
      values.add(chunk.number());
      values.add(text(chunk.range().after()));
      values.add(text(chunk.range().upTo()));
      values.addAll(List.of(0, 0L, 0L));
    }
    sql.update(
        tables.replace("chunk", StoredObjects.CHUNK_COLUMNS, chunks.size()), values.toArray());
  }

  @Override
  public void addCopied(String project, Collection<CopiedTable> copied) {
    new StoredObjects(sql, tables).addCopied(project, copied);
  }

  private static @Nullable String text(Optional<KeyTuple> key) {
    return key.map(KeyTuple::encode).orElse(null);
  }

  @Override
  public void removeObject(String project, ObjectName source) {
    List.of(StoredComparisons.TABLE, StoredDeadLetters.TABLE)
        .forEach(table -> tables.removeOfTarget(sql, table, project, source));
    List.of("chunk", "milestone", "object").forEach(table -> remove(table, project, source));
  }

  @Override
  public void removeDefinitions(String project, ObjectName source) {
    remove("definition", project, source);
  }

  @Override
  public void clearMilestone(String project, ObjectName source, Milestone milestone) {
    new StoredMilestones(sql, tables).clear(project, source, Set.of(milestone));
  }

  private void remove(String table, String project, ObjectName source) {
    sql.update(
        "DELETE FROM "
            + tables.table(table)
            + " WHERE project = ? AND source_database = ? AND source_name = ?",
        project,
        source.database(),
        source.name());
  }

  @Override
  public void putVerification(String project, StoredVerification verification) {
    new StoredVerifications(sql, tables).put(project, verification);
  }

  @Override
  public void putViews(String project, List<ViewVerification> views) {
    new StoredViews(sql, tables).put(project, views);
  }

  @Override
  public void addDeadLetters(String project, ObjectName target, Collection<KeyTuple> keys) {
    new StoredDeadLetters(sql, tables).add(project, target, keys);
  }

  @Override
  public void removeDeadLetters(String project, ObjectName target, Collection<KeyTuple> keys) {
    new StoredDeadLetters(sql, tables).remove(project, target, keys);
  }

  @Override
  public void removeVerification(String project, ObjectName target) {
    new StoredVerifications(sql, tables).remove(project, target);
  }

  @Override
  public void putComparison(String project, StoredComparison comparison) {
    new StoredComparisons(sql, tables).put(project, comparison);
  }

  @Override
  public void removeComparison(String project, ObjectName target) {
    new StoredComparisons(sql, tables).remove(project, target);
  }

  @Override
  public void addDifferences(
      String project, ObjectName target, List<StoredDifference> differences) {
    new StoredVerifications(sql, tables).add(project, target, differences);
  }

  @Override
  public void removeDifferences(String project, ObjectName target, long upTo) {
    new StoredVerifications(sql, tables).removeDifferences(project, target, upTo);
  }

  @Override
  public void putSwitchover(String project, StoredSwitch log) {
    new StoredSwitches(sql, tables).put(project, log);
  }

  @Override
  public void putSource(String project, String sourceId) {
    sql.update(
        "UPDATE " + tables.table("project") + " SET source_id = ? WHERE name = ?",
        sourceId,
        project);
  }

  @Override
  public boolean completeChunk(
      String project, ObjectName source, long number, long rows, long conflicts) {
    return sql.update(
            "UPDATE "
                + tables.table("chunk")
                + " SET done = 1, row_count = ?, conflicts = ?"
                + " WHERE project = ? AND source_database = ? AND source_name = ? AND number = ?"
                + " AND done = 0",
            rows,
            conflicts,
            project,
            source.database(),
            source.name(),
            number)
        == 1;
  }

  @Override
  public void putApply(String project, StoredApply apply) {
    new AppliedLog(sql, tables).put(project, apply);
  }

  @Override
  public void addDefinition(String project, StoredDefinition definition) {
    new AppliedLog(sql, tables).add(project, List.of(definition));
  }

  @Override
  public void addDefinitions(String project, Collection<StoredDefinition> definitions) {
    new AppliedLog(sql, tables).add(project, definitions);
  }

  @Override
  public void advance(WriterRow writer) {
    advance(writer, "");
  }

  @Override
  public void advance(WriterRow writer, long window) {
    advance(writer, ", window_number = " + window);
  }

  private void advance(WriterRow writer, String also) {
    int rows =
        sql.update(
            "UPDATE "
                + tables.table("writer")
                + " SET sequence = sequence + 1"
                + also
                + " WHERE project = ? AND writer = ? AND epoch = ?",
            writer.project(),
            writer.writer(),
            writer.epoch());
    if (rows != 1) {
      throw new MigrationException(
          JdbcError.STATE_FENCED,
          ErrorContext.none(),
          "another engine has taken the project "
              + writer.project()
              + " over; this one, of epoch "
              + writer.epoch()
              + ", writes nothing more");
    }
  }

  @Override
  public void putConflict(String project, StoredConflict conflict) {
    new StoredConflicts(sql, tables).put(project, conflict);
  }

  @Override
  public void passConflicts(String project, long upTo) {
    new StoredConflicts(sql, tables).pass(project, upTo);
  }

  @Override
  public void putStop(String project, StoredStop stop) {
    new StoredStops(sql, tables).put(project, stop);
  }

  @Override
  public void removeStop(String project, String transaction) {
    new StoredStops(sql, tables).remove(project, transaction);
  }

  @Override
  public void removeOpenStops(String project) {
    new StoredStops(sql, tables).removeOpen(project);
  }

  @Override
  public void commit() {
    over = true;
    sql.commit();
  }

  @Override
  public void close() {
    owner.ifPresent(this::giveBack);
  }

  private void giveBack(Connections connections) {
    if (!over) {
      over = true;
      // Cutting the connection is a rollback that cannot hang.
      connections.discard(connection);
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection was not given back", e);
    }
  }
}
