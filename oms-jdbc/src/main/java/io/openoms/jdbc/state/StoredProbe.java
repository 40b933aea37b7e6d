package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.state.ProbeTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** A project's table of one row, in the schema of the bookkeeping. Thread-safe. */
final class StoredProbe implements ProbeTable {

  private static final int ROW = 1;

  private final StateTables tables;
  private final Statements statements;
  private final ObjectName name;
  private final String table;

  /** Runs statements on a connection of their own. */
  @FunctionalInterface
  interface Statements {
    <T> T with(Function<SqlRunner, T> work);
  }

  /** That of a project, whose name may hold what a table's may not. */
  StoredProbe(StateTables tables, String project, Statements statements) {
    this.tables = tables;
    this.statements = statements;
    UUID id = UUID.nameUUIDFromBytes(project.getBytes(StandardCharsets.UTF_8));
    this.name = new ObjectName(tables.schema(), "probe_" + id.toString().replace("-", ""));
    this.table = tables.table(name.name());
  }

  @Override
  public ObjectName name() {
    return name;
  }

  @Override
  public void make() {
    update(tables.createSchema());
    update(tables.createProbe(name.name()));
  }

  @Override
  public void put(long value) {
    update(tables.dialect().insertAbsent(table, "VALUES (?, ?)"), ROW, value);
    update("UPDATE " + table + " SET seen = ? WHERE number = ?", value, ROW);
  }

  @Override
  public void remove() {
    update("DELETE FROM " + table + " WHERE number = ?", ROW);
  }

  @Override
  public OptionalLong value() {
    List<Long> found =
        statements.with(
            sql ->
                sql.query(
                    "SELECT seen FROM " + table + " WHERE number = ?", row -> row.getLong(1), ROW));
    return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
  }

  @Override
  public void drop() {
    boolean isThere = statements.with(sql -> tables.isThere(sql, name.name()));
    if (isThere) {
      update("DROP TABLE IF EXISTS " + table);
    }
  }

  private void update(String sql, Object... parameters) {
    statements.with(runner -> runner.update(sql, parameters));
  }
}
