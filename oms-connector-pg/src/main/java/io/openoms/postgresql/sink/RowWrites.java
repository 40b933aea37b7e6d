package io.openoms.postgresql.sink;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes rows by statements of a bounded size, and finds the one that the server refuses. One
 * thread.
 */
final class RowWrites {

  private static final int ROWS_AT_A_TIME = 500;
  private static final int CHARACTERS_AT_A_TIME = 4 << 20;
  private static final Set<JdbcError> REFUSALS =
      Set.of(JdbcError.DUPLICATE_ROW, JdbcError.VALUE_REFUSED);

  private final Scripts scripts;

  RowWrites(Scripts scripts) {
    this.scripts = scripts;
  }

  /**
   * Inserts all rows.
   *
   * @throws RowRefusedException for the first one that the server refuses
   */
  void insert(WrittenTable table, RowBatch rows) {
    inParts(
        rows.rows(),
        row -> table.tuple(rows, row),
        (first, tuples) -> {
          try {
            insert(table, tuples);
          } catch (MigrationException e) {
            throw refused(table, rows, tuples, first, e);
          }
        });
  }

  private void insert(WrittenTable table, List<String> tuples) {
    String sql =
        "INSERT INTO "
            + table.quoted()
            + " ("
            + table.names()
            + ") OVERRIDING SYSTEM VALUE VALUES "
            + String.join(",", tuples);
    String doing = "inserting rows into " + table.name();
    int count = scripts.run(List.of(sql), doing).get(0);
    if (count != tuples.size()) {
      throw new MigrationException(
          JdbcError.ROW_COUNT_WRONG,
          ErrorContext.none(),
          doing + ": the server took " + count + " of " + tuples.size() + " rows");
    }
  }

  /** Tries parts until one row is left. */
  private MigrationException refused(
      WrittenTable table, RowBatch rows, List<String> tuples, int first, MigrationException error) {
    int from = 0;
    int to = tuples.size();
    MigrationException cause = error;
    while (to - from > 1 && isRefusal(cause)) {
      int middle = (from + to) >>> 1;
      try {
        insert(table, tuples.subList(from, middle));
        from = middle;
      } catch (MigrationException e) {
        cause = e;
        to = middle;
      }
    }
    return isRefusal(cause) ? named(table, rows, first + from, cause) : cause;
  }

  private RowRefusedException named(
      WrittenTable table, RowBatch rows, int row, MigrationException cause) {
    if (cause.code() == JdbcError.DUPLICATE_ROW) {
      return named(cause, row);
    }
    String column =
        IntStream.range(0, table.columns().size())
            .filter(number -> isGuilty(table, rows, row, number))
            .mapToObj(number -> table.described(number) + ": ")
            .findFirst()
            .orElse("");
    return new RowRefusedException(cause.code(), row, false, column + cause.description(), cause);
  }

  /** Whether the server takes the row with NULL in that column. */
  private boolean isGuilty(WrittenTable table, RowBatch rows, int row, int column) {
    if (rows.isNull(row, column) || !table.columns().get(column).to().nullable()) {
      return false;
    }
    try {
      insert(table, List.of(table.tuple(rows, row, column)));
      return true;
    } catch (MigrationException e) {
      return false;
    }
  }

  /**
   * Runs a statement for each row.
   *
   * @return how many rows each of them changed
   * @throws RowRefusedException for the first one whose statement the server refuses
   */
  List<Integer> each(int rows, IntFunction<String> statement, String doing) {
    List<Integer> counts = new ArrayList<>();
    inParts(
        rows,
        statement,
        (first, statements) -> {
          try {
            counts.addAll(scripts.run(statements, doing));
          } catch (MigrationException e) {
            throw refused(statements, first, doing, e);
          }
        });
    return counts;
  }

  private MigrationException refused(
      List<String> statements, int first, String doing, MigrationException error) {
    if (!isRefusal(error)) {
      return error;
    }
    for (int i = 0; i < statements.size(); i++) {
      try {
        if (statements.size() > 1) {
          scripts.run(List.of(statements.get(i)), doing);
          continue;
        }
        return named(error, first);
      } catch (MigrationException e) {
        return isRefusal(e) ? named(e, first + i) : e;
      }
    }
    return error;
  }

  private static boolean isRefusal(MigrationException error) {
    return error.code() instanceof JdbcError code && REFUSALS.contains(code);
  }

  private static RowRefusedException named(MigrationException error, int row) {
    return new RowRefusedException(
        error.code(), row, error.code() == JdbcError.DUPLICATE_ROW, error.description(), error);
  }

  /** Does something with a part of the rows. */
  @FunctionalInterface
  private interface Part {
    void write(int first, List<String> texts);
  }

  private static void inParts(int rows, IntFunction<String> text, Part part) {
    List<String> texts = new ArrayList<>();
    int first = 0;
    int characters = 0;
    for (int row : IntStream.range(0, rows).toArray()) {
      String one = text.apply(row);
      if (!texts.isEmpty()
          && (texts.size() == ROWS_AT_A_TIME || characters + one.length() > CHARACTERS_AT_A_TIME)) {
        part.write(first, List.copyOf(texts));
        texts.clear();
        first = row;
        characters = 0;
      }
      texts.add(one);
      characters += one.length();
    }
    if (!texts.isEmpty()) {
      part.write(first, List.copyOf(texts));
    }
  }
}
