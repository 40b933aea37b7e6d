package io.openoms.dialect.mysql.alter;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a table whose place another one takes that a tool has filled from it, row by row
 * and without an error for a row that does not fit. Such a change is the difference between the two
 * definitions, where each row is what that difference makes of it. It is refused where the tool may
 * have left rows out, bent values, or filled columns with values of its own times. Stateless.
 */
public final class SwappedTable {

  private SwappedTable() {}

  /**
   * The effect on the table that is replaced.
   *
   * @param after the table that comes, by the name of the one that is replaced
   */
  public static TableEffect effect(TableDefinition before, TableDefinition after) {
    try {
      after.columns().forEach(column -> require(before, column));
      requireUnique(before, after);
      require(
          before.partitioning().equals(after.partitioning()),
          "it has other partitions, and the tool leaves rows out that fit none");
      require(
          expressions(before).equals(expressions(after)),
          "it has other CHECKs, and the tool leaves rows out that break one");
    } catch (RefusedChangeException e) {
      return TableEffect.refused(before.name(), e.getMessage());
    }
    return after.equals(before)
        ? TableEffect.none(before.name(), "a tool has built it anew as it was")
        : TableEffect.altered(before.name(), after, origins(before, after));
  }

  /** The tools copy columns by their names. */
  private static Map<String, String> origins(TableDefinition before, TableDefinition after) {
    Map<String, String> origins = new HashMap<>();
    after.columns().stream()
        .map(ColumnDefinition::name)
        .filter(name -> before.column(name).isPresent())
        .forEach(name -> origins.put(name, name));
    return origins;
  }

  private static void require(TableDefinition before, ColumnDefinition column) {
    Optional<ColumnDefinition> old = before.column(column.name());
    if (old.isPresent()) {
      require(old.get().name().equals(column.name()), "column " + old.get().name() + " is renamed");
      KeptValues.require(old.get(), column);
      require(
          column.nullable() || !old.get().nullable(),
          "column " + column.name() + " becomes NOT NULL, and the tool writes values for NULL");
    } else {
      FilledValues.require(column);
      boolean isStamped =
          column.generated().isEmpty()
              && column.defaultValue().orElse(null) instanceof DefaultValue.Expression;
      require(
          !isStamped,
          "rows get values in column " + column.name() + " at the times at which they are copied");
    }
  }

  /** Rows that meet others in a unique key are left out, also those that meet them for a while. */
  private static void requireUnique(TableDefinition before, TableDefinition after) {
    for (IndexDefinition index : after.indexes()) {
      require(
          !index.isUnique()
              || before.indexes().stream().anyMatch(old -> holds(before, old, after, index)),
          "it has another unique key, "
              + index.name()
              + ", and the tool leaves rows out that meet others in it");
    }
  }

  private static boolean holds(
      TableDefinition before, IndexDefinition old, TableDefinition after, IndexDefinition index) {
    return old.isUnique()
        && index.parts().stream()
            .allMatch(
                part ->
                    part.expression().isEmpty()
                        && part.column()
                            .filter(name -> isAlike(before.column(name), after.column(name)))
                            .isPresent())
        && old.parts().stream()
            .allMatch(
                part ->
                    index.parts().stream()
                        .anyMatch(
                            other ->
                                other.column().equals(part.column())
                                    && isAsLong(other.prefix(), part.prefix())));
  }

  /** A prefix of 0 is the whole value. */
  private static boolean isAsLong(int prefix, int other) {
    return prefix == 0 || (other != 0 && prefix >= other);
  }

  /** Whether values are equal in both if they are equal in one. */
  private static boolean isAlike(
      Optional<ColumnDefinition> before, Optional<ColumnDefinition> after) {
    return before.isPresent()
        && after.isPresent()
        && before.get().type().collation().equals(after.get().type().collation());
  }

  private static List<String> expressions(TableDefinition table) {
    return table.checks().stream()
        .map(CheckDefinition::expression)
        .map(expression -> expression.sql())
        .sorted()
        .toList();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RefusedChangeException(otherwise);
    }
  }
}
