package io.openoms.postgresql.expression;

import io.openoms.spi.data.ColumnDefinition;
import java.util.List;

/** What names of columns mean. Immutable. */
@FunctionalInterface
interface Scope {

  /**
   * The column of that name.
   *
   * @param relation the relation before the name; empty when none stands there
   * @throws UntranslatableException when there is none that is stored, or its values do not mean
   *     the same everywhere
   */
  Term column(String relation, String name);

  /** The columns of one table, whose names stand alone. */
  static Scope of(List<ColumnDefinition> columns) {
    return (relation, name) ->
        columns.stream()
            .filter(column -> relation.isEmpty() && column.name().equals(name))
            .filter(column -> column.generated().isEmpty())
            .findFirst()
            .map(Term::column)
            .orElseThrow(UntranslatableException::new);
  }
}
