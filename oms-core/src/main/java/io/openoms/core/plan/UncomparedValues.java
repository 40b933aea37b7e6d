package io.openoms.core.plan;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells of generated columns whose values at the sink nobody compares with those of the source:
 * stored ones of rows that no key tells apart, and those that are computed when they are read where
 * a unique key has them. Stateless.
 */
final class UncomparedValues {

  private UncomparedValues() {}

  /** The same conversion, with a notice for each such kind of columns of what is read. */
  static Conversion noted(Conversion conversion, TableRead read) {
    Conversion noted = conversion;
    List<String> stored = names(read.table().columns().stream(), Generation::stored);
    if (read.key().isEmpty() && !stored.isEmpty()) {
      noted =
          noted.withNotice(
              "the sink computes "
                  + String.join(", ", stored)
                  + "; the table has no key, so these values are not compared with those that the"
                  + " source has stored");
    }
    List<String> virtual = names(ofUniqueKeys(read), generation -> !generation.stored());
    return virtual.isEmpty()
        ? noted
        : noted.withNotice(
            "the sink computes "
                + String.join(", ", virtual)
                + " when it is read, and for a unique key; these values are not compared with those"
                + " of the source");
  }

  private static Stream<ColumnDefinition> ofUniqueKeys(TableRead read) {
    return read.table().indexes().stream()
        .filter(IndexDefinition::isUnique)
        .flatMap(index -> index.parts().stream())
        .flatMap(part -> part.column().stream())
        .flatMap(name -> read.table().column(name).stream())
        .distinct();
  }

  private static List<String> names(Stream<ColumnDefinition> columns, Predicate<Generation> which) {
    return columns
        .filter(column -> column.generated().filter(which).isPresent())
        .map(ColumnDefinition::name)
        .toList();
  }
}
