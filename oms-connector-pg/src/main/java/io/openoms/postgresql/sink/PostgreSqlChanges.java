package io.openoms.postgresql.sink;

import io.openoms.ObjectName;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Changes rows by scripts of many statements. One thread. */
final class PostgreSqlChanges implements ChangeWriter {

  private final Scripts scripts;
  private final TargetTables tables;
  private final RowWrites writes;
  private final RowQuestions questions;
  private boolean hasSavepoint;

  PostgreSqlChanges(Scripts scripts, TargetTables tables) {
    this.scripts = scripts;
    this.tables = tables;
    this.writes = new RowWrites(scripts);
    this.questions = new RowQuestions(scripts, tables.values());
  }

  private WrittenTable written(ObjectName table, RowBatch rows) {
    WrittenTable written = tables.of(table, rows.columns());
    TargetTables.requireFit(written);
    return written;
  }

  private static List<Integer> numbers(List<ColumnDefinition> some, RowBatch rows) {
    return some.stream().map(rows.columns()::indexOf).toList();
  }

  /**
   * Rows that are there are updated, and then the others are inserted: a key may be one that ON
   * CONFLICT does not take, such as a deferrable one.
   */
  @Override
  public Optional<WriteResult> upsert(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    List<Integer> counts = overwrite(table, key, rows);
    int[] absent = IntStream.range(0, rows.rows()).filter(row -> counts.get(row) == 0).toArray();
    if (absent.length > 0) {
      insert(table, rows, absent);
    }
    return Optional.empty();
  }

  private void insert(ObjectName table, RowBatch rows, int[] numbers) {
    WrittenTable written = written(table, rows);
    try {
      writes.insert(written, rows.only(numbers));
    } catch (RowRefusedException e) {
      throw new RowRefusedException(e.code(), numbers[e.row()], e.isPresent(), e.description(), e);
    }
  }

  @Override
  public long updateExisting(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    return sum(overwrite(table, key, rows));
  }

  /** How many rows were there under each key. */
  private List<Integer> overwrite(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    WrittenTable written = written(table, rows);
    List<Integer> keys = numbers(key, rows);
    // Of a table that is all key, a row is as it should be when it is there.
    List<Integer> kept = keys.size() == rows.columns().size() ? keys.subList(1, keys.size()) : keys;
    return writes.each(
        rows.rows(),
        row ->
            "UPDATE "
                + written.own()
                + " SET "
                + written.assignments(rows, row, kept)
                + " WHERE "
                + written.condition(rows, row, keys),
        "updating rows of " + table);
  }

  private static long sum(List<Integer> counts) {
    return counts.stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public Optional<RowImage> inTheWay(
      ObjectName table, List<ColumnDefinition> key, RowBatch rows, int row) {
    return new RowInTheWay(scripts, questions)
        .find(written(table, rows), numbers(key, rows), rows, row);
  }

  @Override
  public long delete(ObjectName table, RowBatch keys) {
    WrittenTable written = tables.of(table, keys.columns());
    return sum(
        writes.each(
            keys.rows(),
            row -> "DELETE FROM " + written.own() + " WHERE " + written.condition(keys, row),
            "deleting rows of " + table));
  }

  @Override
  public long update(ObjectName table, RowBatch keys, RowBatch values) {
    WrittenTable found = tables.of(table, keys.columns());
    WrittenTable written = written(table, values);
    return sum(
        writes.each(
            keys.rows(),
            row ->
                "UPDATE "
                    + found.own()
                    + " SET "
                    + written.assignments(values, row, List.of())
                    + " WHERE "
                    + found.condition(keys, row),
            "updating rows of " + table));
  }

  @Override
  public List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted) {
    return questions.find(tables.of(table, keys.columns()), keys, tables.of(table, wanted)).stream()
        .distinct()
        .toList();
  }

  @Override
  public int countEqual(ObjectName table, RowBatch keys, RowBatch values) {
    return questions.countEqual(
        tables.of(table, keys.columns()), keys, tables.of(table, values.columns()), values);
  }

  /** Not called: this sink does not claim it. */
  @Override
  public int deleteEqual(ObjectName table, RowBatch rows, int row, int limit) {
    throw new UnsupportedOperationException("this sink finds no rows by all their values");
  }

  @Override
  public void savepoint() {
    String sql = "SAVEPOINT oms_change";
    scripts.command(
        hasSavepoint ? "RELEASE SAVEPOINT oms_change;" + sql : sql, "keeping a savepoint");
    hasSavepoint = true;
  }

  @Override
  public void rollbackToSavepoint() {
    scripts.command("ROLLBACK TO SAVEPOINT oms_change", "keeping a savepoint");
  }

  /** Rows that go, whichever they are; a row's place tells it within its own part of the table. */
  int delete(ObjectName table, int limit) {
    WrittenTable all = tables.of(table, List.of());
    return scripts
        .run(
            List.of(
                "DELETE FROM "
                    + all.own()
                    + " WHERE (tableoid, ctid) IN (SELECT tableoid, ctid FROM "
                    + all.own()
                    + " LIMIT "
                    + limit
                    + ")"),
            "emptying " + Quoted.name(table))
        .get(0);
  }

  void insert(ObjectName table, RowBatch rows) {
    writes.insert(written(table, rows), rows);
  }

  /** The numbers of the rows that a key forbids. */
  List<Integer> insertAbsent(ObjectName table, RowBatch rows) {
    WrittenTable written = written(table, rows);
    String head =
        "INSERT INTO "
            + written.quoted()
            + " ("
            + written.names()
            + ") OVERRIDING SYSTEM VALUE VALUES ";
    List<Integer> counts =
        writes.each(
            rows.rows(),
            row -> head + written.tuple(rows, row) + " ON CONFLICT DO NOTHING",
            "inserting rows into " + table);
    return IntStream.range(0, rows.rows()).filter(row -> counts.get(row) == 0).boxed().toList();
  }
}
