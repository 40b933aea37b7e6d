package io.openoms.tck.workload;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that a workload changes.
 *
 * @param feature what its plain changes count as
 * @param name its name
 * @param definition what stands between the brackets of CREATE TABLE
 * @param compared how its rows are read when two sides are compared
 * @param key the columns of its key; empty when it has none
 * @param values the other columns
 */
record WorkloadTable(
    Feature feature,
    String name,
    String definition,
    String compared,
    List<Column> key,
    List<Column> values) {

  /** Makes a literal of a column; the number of keys bounds what a key can be. */
  @FunctionalInterface
  interface Literal {
    String of(Random random, int keys);
  }

  /** A column and its literals. */
  record Column(String name, Literal literal) {}

  static Column column(String name, Literal literal) {
    return new Column(name, literal);
  }

  String columns() {
    return all().map(Column::name).collect(Collectors.joining(", "));
  }

  /** The values of a row, without brackets. */
  String row(Random random, int keys) {
    return all().map(c -> c.literal().of(random, keys)).collect(Collectors.joining(", "));
  }

  /** A condition that one row fulfils, or none. */
  String oneKey(Random random, int keys) {
    return key.stream()
        .map(c -> c.name() + " = " + c.literal().of(random, keys))
        .collect(Collectors.joining(" AND "));
  }

  /** Assignments of another key. */
  String newKey(Random random, int keys) {
    return assignments(key, random, keys);
  }

  /** Assignments of one or more of the other columns. */
  String newValues(Random random, int keys) {
    int first = random.nextInt(values.size());
    int last = first + random.nextInt(values.size() - first);
    return assignments(values.subList(first, last + 1), random, keys);
  }

  private static String assignments(List<Column> columns, Random random, int keys) {
    return columns.stream()
        .map(c -> c.name() + " = " + c.literal().of(random, keys))
        .collect(Collectors.joining(", "));
  }

  private Stream<Column> all() {
    return Stream.concat(key.stream(), values.stream());
  }
}
