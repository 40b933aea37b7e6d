package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which of many tables hold rows, with one statement for a hundred of them: a server may need
 * more for a statement than for the look itself. Stateless.
 */
public final class FilledTables {

  private static final int TABLES_AT_A_TIME = 100;

  private FilledTables() {}

  /**
   * Those that hold rows.
   *
   * @param tables tables that are there
   * @param numbers gives the numbers that a query answers
   */
  public static Set<ObjectName> among(
      Collection<ObjectName> tables, Function<String, List<Integer>> numbers) {
    Set<ObjectName> filled = new HashSet<>();
    List<ObjectName> all = List.copyOf(tables);
    for (int from = 0; from < all.size(); from += TABLES_AT_A_TIME) {
      List<ObjectName> some = all.subList(from, Math.min(all.size(), from + TABLES_AT_A_TIME));
      numbers.apply(query(some)).forEach(number -> filled.add(some.get(number)));
    }
    return filled;
  }

  private static String query(List<ObjectName> tables) {
    return IntStream.range(0, tables.size())
        .mapToObj(i -> "(SELECT " + i + " FROM " + Identifiers.quote(tables.get(i)) + " LIMIT 1)")
        .collect(Collectors.joining(" UNION ALL "));
  }
}
