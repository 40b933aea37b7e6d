package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that is copied: ids from 1 without gaps as its primary key, further columns, a secondary
 * index on one of them.
 *
 * @param name its name
 * @param columns the columns after {@code id}
 * @param indexed the column of the index {@code k_1}
 */
record BenchTable(String name, List<BenchColumn> columns, String indexed) {

  private static final long STATEMENT_ROWS = 1_000_000;

  /** All columns in order, for a SELECT or INSERT. */
  String columnList() {
    return Stream.concat(Stream.of("id"), columns.stream().map(BenchColumn::name))
        .collect(Collectors.joining(", "));
  }

  /** Random literals of the columns after {@code id}. */
  List<String> values(Random random) {
    return columns.stream().map(column -> column.literal(random)).toList();
  }

  /** The statement that creates it in the present database, without its secondary index. */
  String definition() {
    return "CREATE TABLE "
        + name
        + " (id INT NOT NULL AUTO_INCREMENT, "
        + columns.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "))
        + ", PRIMARY KEY (id)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
  }

  /** Creates its database with that many rows. Blocks. */
  void create(DatabaseServer server, String database, long rows) {
    List<String> sql = new ArrayList<>();
    sql.add("CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    sql.add("USE " + database);
    sql.add("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'");
    sql.add(definition());
    sql.add(insert("1", ""));
    long more;
    for (long n = 1; n < rows; n += more) {
      more = Math.min(Math.min(n, STATEMENT_ROWS), rows - n);
      sql.add(insert("(id + " + n + ")", " FROM " + name + " WHERE id <= " + more));
    }
    // Sorted once: row by row, an index larger than the server's memory takes hours.
    sql.add("CREATE INDEX k_1 ON " + name + " (" + indexed + ")");
    server.execute(sql.toArray(String[]::new));
  }

  private String insert(String id, String from) {
    return "INSERT INTO "
        + name
        + " ("
        + columnList()
        + ") SELECT "
        + id
        + ", "
        + columns.stream().map(column -> column.valueOf(id)).collect(Collectors.joining(", "))
        + from;
  }

  /** Of those columns whose text is the same on every server, what a checksum is taken over. */
  String summed() {
    return Stream.concat(
            Stream.of("id"),
            columns.stream()
                .filter(column -> !column.type().matches("(FLOAT|DOUBLE|JSON).*"))
                .map(BenchColumn::name))
        .collect(Collectors.joining(", "));
  }
}
