package io.openoms.dialect.mysql.alter;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.IndexDefinition.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which servers of the family keep a table's keys after each change: the primary key,
 * unique keys without NULL, those without prefixes first, other unique keys, all other indexes;
 * within each as they came. The first unique key counts where rows are logged by a key. Stateless.
 */
final class KeyOrder {

  private KeyOrder() {}

  static List<IndexDefinition> of(List<IndexDefinition> indexes, List<ColumnDefinition> columns) {
    return indexes.stream()
        .sorted(Comparator.comparing((IndexDefinition index) -> rank(index, columns)))
        .toList();
  }

  private static int rank(IndexDefinition index, List<ColumnDefinition> columns) {
    return switch (index.kind()) {
      case PRIMARY -> 0;
      case UNIQUE -> {
        boolean whole = index.parts().stream().allMatch(part -> part.prefix() == 0);
        boolean filled = index.parts().stream().noneMatch(part -> mayBeNull(part, columns));
        yield filled ? (whole ? 1 : 2) : 3;
      }
      case PLAIN, SPATIAL -> 4;
      case FULLTEXT -> 5;
    };
  }

  private static boolean mayBeNull(Part part, List<ColumnDefinition> columns) {
    Optional<ColumnDefinition> column =
        part.column()
            .flatMap(
                name -> columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst());
    return column.map(ColumnDefinition::nullable).orElse(true);
  }

  /** Whether it is the primary key. */
  static boolean isPrimary(IndexDefinition index) {
    return index.kind() == Kind.PRIMARY;
  }
}
