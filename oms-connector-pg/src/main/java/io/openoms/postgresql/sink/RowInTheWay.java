package io.openoms.postgresql.sink;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the row that keeps another one out. The server itself is asked for each unique index, by an
 * INSERT that would overwrite the row that is there and tells it; all is undone. One thread.
 */
final class RowInTheWay {

  /** What an INSERT takes to name an index: its parts, and the condition of a partial one. */
  private static final String INDEXES =
      """
      SELECT (SELECT pg_catalog.string_agg('(' || pg_catalog.pg_get_indexdef(i.indexrelid, n, true)
            || ')', ',' ORDER BY n) FROM pg_catalog.generate_series(1, i.indnkeyatts::int) n),
        pg_catalog.pg_get_expr(i.indpred, i.indrelid)
      FROM pg_catalog.pg_index i
      WHERE i.indrelid = %s::regclass AND i.indisunique AND i.indimmediate AND i.indisvalid
      ORDER BY i.indexrelid
      """;

  private static final String DOING = "looking for a row in the way";

  private final Scripts scripts;
  private final RowQuestions questions;

  RowInTheWay(Scripts scripts, RowQuestions questions) {
    this.scripts = scripts;
    this.questions = questions;
  }

  /**
   * The key of the row that is in the way; empty when none is.
   *
   * @param key the numbers of the key's columns
   */
  Optional<RowImage> find(WrittenTable table, List<Integer> key, RowBatch rows, int row) {
    List<String> indexes = indexes(table);
    scripts.command("SAVEPOINT oms_probe", DOING);
    try {
      scripts.command(
          "DELETE FROM " + table.own() + " WHERE " + table.condition(rows, row, key), DOING);
      RowImage own = RowImage.of(rows, row, key.stream().mapToInt(Integer::intValue).toArray());
      return indexes.stream()
          .flatMap(index -> told(table, key, rows, row, index).stream())
          .filter(found -> !found.equals(own))
          .findFirst();
    } finally {
      scripts.command("ROLLBACK TO SAVEPOINT oms_probe;RELEASE SAVEPOINT oms_probe", DOING);
    }
  }

  private List<String> indexes(WrittenTable table) {
    List<String> indexes = new ArrayList<>();
    scripts.query(
        INDEXES.formatted(Quoted.text(table.quoted())),
        DOING,
        row -> {
          String condition = row.getString(2);
          indexes.add(
              "(" + row.getString(1) + ")" + (condition == null ? "" : " WHERE " + condition));
        });
    return indexes;
  }

  /** The row that the index then holds: the new one, or the one that was there. */
  private List<RowImage> told(
      WrittenTable table, List<Integer> key, RowBatch rows, int row, String index) {
    WrittenTable keys = table.only(key);
    String touched = table.columns().get(table.columns().size() - 1).name();
    String sql =
        "INSERT INTO "
            + table.quoted()
            + " AS there ("
            + table.names()
            + ") OVERRIDING SYSTEM VALUE VALUES "
            + table.tuple(rows, row)
            + " ON CONFLICT "
            + index
            + " DO UPDATE SET "
            + touched
            + "=there."
            + touched
            + " RETURNING "
            + keys.columns().stream()
                .map(column -> "there." + column.name())
                .collect(Collectors.joining(","));
    scripts.command("SAVEPOINT oms_index", DOING);
    try {
      return questions.rows(keys, sql, DOING);
    } catch (MigrationException e) {
      // Another index forbids the row.
      if (e.code() != JdbcError.DUPLICATE_ROW) {
        throw e;
      }
      return List.of();
    } finally {
      scripts.command("ROLLBACK TO SAVEPOINT oms_index;RELEASE SAVEPOINT oms_index", DOING);
    }
  }
}
