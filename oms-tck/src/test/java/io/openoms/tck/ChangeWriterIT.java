package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.WriteResult;
import io.openoms.tck.ValueCases.Case;
import io.openoms.testkit.ServerType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each way of changing rows, over every type with values that servers hold equal, on each server
 * that can be a sink; looked at by plain SQL.
 */
class ChangeWriterIT {

  @ParameterizedTest
  @EnumSource(names = {"OCEANBASE", "MYSQL_97", "MARIADB"})
  void upsertsWriteEveryValueAndCountEveryChange(ServerType type) throws Exception {
    SingleValues values = new SingleValues(type == ServerType.OCEANBASE);
    try (OpenSink sink = new OpenSink(type)) {
      sink.execute(values.statements("vals", "PRIMARY KEY", 0));
      sink.execute(values.statements("shifted", "PRIMARY KEY", 1));
      sink.execute(values.statements("work", "PRIMARY KEY", -1));
      List<RowImage> rows = sink.rows("vals");
      List<RowImage> next = sink.rows("shifted");

      for (RowImage row : rows) {
        assertThat(update(sink, row)).as("absent %s", number(row)).isZero();
      }
      sink.execute("DELETE FROM work");
      assertThat(upsert(sink, rows)).as("the count does not tell").isEmpty();
      assertThat(sink.digest("work", values.select()))
          .isEqualTo(sink.digest("vals", values.select()));

      for (RowImage row : rows) {
        assertThat(update(sink, row)).as("again %s", number(row)).isZero();
      }

      for (RowImage row : next) {
        assertThat(update(sink, row)).as("row %s", number(row)).isEqualTo(1);
      }
      assertThat(sink.digest("work", values.select()))
          .isEqualTo(sink.digest("shifted", values.select()));

      List<RowImage> some = rows.subList(0, rows.size() / 2);
      assertThat(
              (long)
                  sink.commit(
                      tx -> tx.changes().delete(sink.name("work"), sink.batch("work", some, 0))))
          .isEqualTo(some.size());
      assertThat(sink.digest("work", "n")).hasSize(rows.size() - some.size());
    }
  }

  /** How many of these rows matched: one that is there with other values, and no other one. */
  private static long update(OpenSink sink, RowImage row) {
    return sink.commit(
        tx ->
            tx.changes()
                .updateExisting(
                    sink.name("work"),
                    sink.table("work").copyKey(),
                    sink.batch("work", List.of(row))));
  }

  private static Optional<WriteResult> upsert(OpenSink sink, List<RowImage> rows) {
    return sink.commit(
        tx ->
            tx.changes()
                .upsert(sink.name("work"), sink.table("work").copyKey(), sink.batch("work", rows)));
  }

  @ParameterizedTest
  @EnumSource(names = {"OCEANBASE", "MYSQL_97", "MARIADB"})
  void updatesSetWhatTheyCarryAndNothingElse(ServerType type) throws Exception {
    SingleValues values = new SingleValues(type == ServerType.OCEANBASE);
    try (OpenSink sink = new OpenSink(type)) {
      sink.execute(values.statements("work", "PRIMARY KEY", 0));
      sink.execute(values.statements("shifted", "PRIMARY KEY", 1));
      sink.execute(
          "CREATE TABLE stamps (id INT PRIMARY KEY, v INT, e ENUM('a','b'),"
              + " ts TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)"
              + " ON UPDATE CURRENT_TIMESTAMP(6), d DATETIME NULL ON UPDATE CURRENT_TIMESTAMP)",
          "INSERT INTO stamps VALUES (1, 1, 'a', '2001-02-03 04:05:06.7', '2001-02-03 04:05:06'),"
              + " (2, 2, 'a', '2001-02-03 04:05:06.7', NULL), (3, 3, 'b', '2001-01-01', NULL)",
          "CREATE TABLE changes (id INT, v INT, e ENUM('a','b'))",
          "INSERT IGNORE INTO changes VALUES (1, 8, 'b'), (7, 9, 'no'), (3, 3, 'b')");
      for (RowImage row : sink.rows("shifted")) {
        int[] carried =
            IntStream.range(1, row.columns()).filter(column -> !row.isNull(column)).toArray();
        assertThat(update(sink, "work", row, row, carried)).isEqualTo(1);
        assertThat(update(sink, "work", row, row, carried)).as("once more").isEqualTo(1);
      }
      assertThat(sink.digest("work", values.select()))
          .isEqualTo(sink.digest("shifted", values.select()));

      List<RowImage> stamps = sink.rows("stamps");
      List<RowImage> changes = sorted(sink.rows("changes"));
      RowImage seven = changes.get(2);
      assertThat(update(sink, "stamps", stamps.get(0), changes.get(0), 1, 2)).isEqualTo(1);
      assertThat(update(sink, "stamps", stamps.get(1), seven, 0, 1, 2)).isEqualTo(1);
      assertThat(update(sink, "stamps", stamps.get(2), changes.get(1), 0, 1, 2)).isEqualTo(1);
      assertThat(update(sink, "stamps", stamps.get(1), seven, 1)).as("gone").isZero();
      sink.execute(
          "CREATE TABLE expected (id INT, v INT, e INT, ts VARCHAR(40), d DATETIME)",
          "INSERT INTO expected VALUES"
              + " (1, 8, 2, '2001-02-03 04:05:06.700000', '2001-02-03 04:05:06'),"
              + " (7, 9, 0, '2001-02-03 04:05:06.700000', NULL),"
              + " (3, 3, 2, '2001-01-01 00:00:00.000000', NULL)");
      assertThat(sink.digest("stamps", "id, v, e + 0, ts, d"))
          .isEqualTo(sink.digest("expected", "id, v, e, ts, d"));
    }
  }

  private static long update(
      OpenSink sink, String table, RowImage key, RowImage values, int... carried) {
    return sink.commit(
        tx ->
            tx.changes()
                .update(
                    sink.name(table),
                    sink.batch(table, List.of(key), 0),
                    sink.batch(table, List.of(values), carried)));
  }

  private static List<RowImage> sorted(List<RowImage> rows) {
    return rows.stream().sorted(Comparator.comparing(ChangeWriterIT::number)).toList();
  }

  private static int number(RowImage row) {
    return Integer.parseInt(new String(row.data(), 0, row.length(0), StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @EnumSource(names = {"OCEANBASE", "MYSQL_97", "MARIADB"})
  void rowsWithoutKeyAreFoundByTheirExactValues(ServerType type) throws Exception {
    SingleValues values = new SingleValues(true);
    try (OpenSink sink = new OpenSink(type)) {
      sink.execute(values.statements("vals", "", 0));
      List<String> statements = values.statements("vals", "", 0);
      sink.execute(statements.subList(1, statements.size()));
      List<ColumnDefinition> columns = sink.table("vals").storedColumns();
      int[] compared = IntStream.range(1, columns.size()).toArray();
      List<RowImage> rows = sorted(sink.rows("vals"));
      List<ColumnDefinition> others = sink.commit(tx -> tx.changes().incomparable(columns));
      assertThat(others).isEmpty();
      for (int i = 0; i < rows.size(); i += 2) {
        RowImage row = rows.get(i);
        List<String> left = sink.digest("vals", "n");
        assertThat(deleteEqual(sink, row, compared, 1)).as("one of %s", number(row)).isEqualTo(1);
        assertThat(deleteEqual(sink, row, compared, 5)).as("rest of %s", number(row)).isEqualTo(1);
        List<String> gone = new ArrayList<>(left);
        sink.digest("vals", "n").forEach(gone::remove);
        assertThat(gone).as("what went with %s", number(row)).hasSize(2).allMatch(hex(row)::equals);
        assertThat(deleteEqual(sink, row, compared, 5)).isZero();
      }
      assertThat(sink.digest("vals", "n")).isEmpty();
    }
  }

  /** The row's number as {@link TableDigest} shows it. */
  private static String hex(RowImage row) {
    return HexFormat.of().formatHex(row.data(), 0, row.length(0)) + "|";
  }

  private static int deleteEqual(OpenSink sink, RowImage row, int[] compared, int limit) {
    return sink.commit(
        tx ->
            tx.changes()
                .deleteEqual(
                    sink.name("vals"), sink.batch("vals", List.of(row), compared), 0, limit));
  }

  /** Each kind of key by which a row may meet another one, none of which the engine knows. */
  @ParameterizedTest
  @EnumSource(names = {"OCEANBASE", "MYSQL_97", "MARIADB"})
  void aRowNeverTurnsIntoAnotherOne(ServerType type) throws Exception {
    String ci = " VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    try (OpenSink sink = new OpenSink(type)) {
      assertMeets(sink, "k" + ci + " PRIMARY KEY, v INT", "('a', 1)", "('a ', 2)");
      assertMeets(sink, "k" + ci + ", n INT, PRIMARY KEY (n, k)", "('ß', 1)", "('s', 1)");
      assertMeets(sink, "e ENUM('x','y') PRIMARY KEY, k INT UNIQUE", "('x', 1)", "('y', 1)");
      assertMeets(sink, "k BIT(9) PRIMARY KEY, u INT UNIQUE", "(b'1', 5)", "(b'10', 5)");
      assertMeets(
          sink,
          "k DATETIME(3) PRIMARY KEY, u INT UNIQUE",
          "('2020-02-01', 5)",
          "('2020-02-01 00:00:00.001', 5)");
      assertMeets(sink, "k DOUBLE PRIMARY KEY, u INT UNIQUE", "(0.1, 5)", "(0.3, 5)");
      assertMeets(sink, "k VARBINARY(9) PRIMARY KEY, u INT UNIQUE", "(x'00ff', 5)", "(x'ff', 5)");
      assertMeets(
          sink, "k INT PRIMARY KEY, u" + ci + ", UNIQUE (u(2))", "(1, 'abc')", "(2, 'ABx')");
      if (type != ServerType.MARIADB) {
        assertMeets(
            sink,
            "k INT PRIMARY KEY, u" + ci + ", UNIQUE x ((lower(u)))",
            "(1, 'Ab')",
            "(2, 'aB')");
      }
    }
  }

  private static void assertMeets(OpenSink sink, String columns, String there, String row)
      throws Exception {
    String table = TestedPair.newName("t");
    sink.execute(
        "CREATE TABLE " + table + "_other (" + columns + ")",
        "INSERT INTO " + table + "_other VALUES " + row,
        "CREATE TABLE " + table + " (" + columns + ")",
        "INSERT INTO " + table + " VALUES " + there);
    List<ColumnDefinition> key = sink.table(table).copyKey();
    int[] numbers = key.stream().mapToInt(sink.table(table).storedColumns()::indexOf).toArray();
    RowBatch rows = sink.batch(table, sink.rows(table + "_other"));
    RowBatch keys = sink.batch(table, sink.rows(table + "_other"), numbers);
    List<RowImage> present = sink.rows(table);
    List<String> before = sink.digest(table, "*");

    assertThatThrownBy(() -> sink.commit(tx -> tx.changes().upsert(sink.name(table), key, rows)))
        .as(columns)
        .isInstanceOfSatisfying(
            RowRefusedException.class, e -> assertThat(e.isPresent()).as(columns).isTrue());
    assertThat(
            sink.<Optional<RowImage>>commit(
                tx -> tx.changes().inTheWay(sink.name(table), key, rows, 0)))
        .as(columns)
        .contains(present.get(0).only(numbers));
    assertThat(sink.<Long>commit(tx -> tx.changes().delete(sink.name(table), keys)))
        .as(columns)
        .isZero();
    assertThat(sink.<Long>commit(tx -> tx.changes().update(sink.name(table), keys, rows)))
        .as(columns)
        .isZero();
    assertThat(sink.digest(table, "*")).as(columns).isEqualTo(before);
    assertThat(delete(sink, table, present, numbers)).as(columns).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"OCEANBASE", "MYSQL_97", "MARIADB"})
  void rowsAreDeletedByKeysOfEveryType(ServerType type) throws Exception {
    try (OpenSink sink = new OpenSink(type)) {
      for (Case one : new SingleValues(false).cases()) {
        if (one.type().matches(".*(TEXT|BLOB|JSON|POINT).*")) {
          continue;
        }
        String kind = one.type().replace(" NULL", "");
        List<String> statements = new ArrayList<>();
        for (String key : List.of("c", "c, n")) {
          String table = key.equals("c") ? "one_" + one.column() : "two_" + one.column();
          statements.add(
              "CREATE TABLE %s (c %s NOT NULL, n INT NOT NULL, PRIMARY KEY (%s))"
                  .formatted(table, kind, key));
          one.values()
              .forEach(
                  v -> statements.add("INSERT IGNORE INTO " + table + " VALUES (" + v + ", 1)"));
        }
        sink.execute(statements);
        List<RowImage> single = sink.rows("one_" + one.column());
        assertThat(delete(sink, "one_" + one.column(), single, 0))
            .as(one.type())
            .isEqualTo(single.size())
            .isPositive();
        List<RowImage> pairs = sink.rows("two_" + one.column());
        assertThat(delete(sink, "two_" + one.column(), pairs, 0, 1))
            .as("%s and a number", one.type())
            .isEqualTo(pairs.size());
        assertThat(sink.digest("one_" + one.column(), "n")).isEmpty();
        assertThat(sink.digest("two_" + one.column(), "n")).isEmpty();
      }
    }
  }

  private static long delete(OpenSink sink, String table, List<RowImage> rows, int... key) {
    return sink.commit(tx -> tx.changes().delete(sink.name(table), sink.batch(table, rows, key)));
  }
}
