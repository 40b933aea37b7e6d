package io.openoms.jdbc.state;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.statement.SqlRunner;
import java.util.List;
import java.util.Set;

/** Who owns a project: takeover and release. One thread. */
final class Ownership {

  private static final Set<String> LATER_TABLES =
      Set.of(
          StoredConflicts.TABLE,
          StoredStops.TABLE,
          StoredSelection.TABLE,
          StoredComparisons.TABLE,
          StoredVerifications.BY_RULE,
          StoredVerifications.DEAD_LETTERS,
          StoredDeadLetters.TABLE,
          StoredViews.TABLE);

  private final SqlRunner sql;
  private final StateTables tables;

  Ownership(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /**
   * A project begins with the time in milliseconds, so that an engine of a project that was
   * released and has begun anew is fenced as any older engine is.
   */
  long takeOver(String project, String digest, List<String> writers) {
    StateDialect dialect = tables.dialect();
    sql.begin();
    sql.update(
        dialect.insertAbsent(
            tables.table("project"),
            "(name, epoch, digest, updated_at) VALUES (?, "
                + dialect.epochMillis()
                + ", ?, "
                + dialect.now()
                + ")"),
        project,
        digest);
    long epoch = 1 + lockedEpoch(project).get(0);
    sql.update(
        "UPDATE " + tables.table("writer") + " SET epoch = ? WHERE project = ?", epoch, project);
    for (String writer : writers) {
      sql.update(
          dialect.insertAbsent(tables.table("writer"), "VALUES (?, ?, ?, 0, 0)"),
          project,
          writer,
          epoch);
    }
    sql.update(
        "UPDATE "
            + tables.table("project")
            + " SET epoch = ?, digest = ?, updated_at = "
            + dialect.now()
            + " WHERE name = ?",
        epoch,
        digest,
        project);
    sql.commit();
    return epoch;
  }

  boolean release(String project) {
    if (lockedEpoch(project).isEmpty()) {
      return false;
    }
    // First the older engine's transactions come to their end: they hold rows that are deleted
    // next.
    long epoch = takeOver(project, "", List.of());
    sql.begin();
    if (!lockedEpoch(project).equals(List.of(epoch))) {
      throw new MigrationException(
          JdbcError.STATE_FENCED,
          ErrorContext.none(),
          "the project " + project + " was started while it was being released");
    }
    for (String table : StateTables.ofProjects()) {
      if (LATER_TABLES.contains(table) && !tables.isThere(sql, table)) {
        continue;
      }
      sql.update("DELETE FROM " + tables.table(table) + " WHERE project = ?", project);
    }
    sql.update("DELETE FROM " + tables.table("project") + " WHERE name = ?", project);
    sql.commit();
    dropIfUnused();
    return true;
  }

  private List<Long> lockedEpoch(String project) {
    return sql.query(
        "SELECT epoch FROM " + tables.table("project") + " WHERE name = ? FOR UPDATE",
        row -> row.getLong(1),
        project);
  }

  private void dropIfUnused() {
    boolean used =
        !sql.query("SELECT 1 FROM " + tables.table("project") + " LIMIT 1", row -> 1).isEmpty();
    if (used) {
      return;
    }
    tables.dropTables().forEach(sql::update);
    boolean empty =
        sql.query(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? LIMIT 1",
                row -> 1,
                tables.schema())
            .isEmpty();
    if (empty) {
      sql.update(tables.dropSchema());
    }
    // Some servers drop tables within the transaction that is open.
    sql.commit();
  }
}
