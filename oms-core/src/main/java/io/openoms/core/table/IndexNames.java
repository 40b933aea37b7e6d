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

  /**
   * Whether a table at the sink has, by their names, all secondary indexes of the one at the
   * source: then nothing is left to build, whatever becomes of an index that the sink cannot hold.
   */
  public static boolean holdsAll(Optional<TableDefinition> atSink, TableDefinition source) {
    Set<String> present = of(atSink);
    return source.indexes().stream()
        .filter(index -> index.kind() != IndexDefinition.Kind.PRIMARY)
        .allMatch(index -> contains(present, index.name()));
  }

  /** Whether an index is among them. */
  public static boolean contains(Set<String> names, String index) {
    return names.contains(index.toLowerCase(Locale.ROOT));
  }
}
