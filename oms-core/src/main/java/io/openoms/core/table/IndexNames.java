package io.openoms.core.table;

import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of a table's indexes; servers compare them without regard to case. */
public final class IndexNames {

  private IndexNames() {}

  /** The names of the indexes that the table has; none when there is no table. */
  public static Set<String> of(Optional<TableDefinition> table) {
    return table
        .map(t -> t.indexes().stream())
        .orElseGet(Stream::empty)
        .map(IndexDefinition::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an index is among them. */
  public static boolean contains(Set<String> names, String index) {
    return names.contains(index.toLowerCase(Locale.ROOT));
  }
}
