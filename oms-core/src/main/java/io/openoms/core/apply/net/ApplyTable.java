package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A table whose changes are applied. Columns are told by their numbers within {@code columns}.
 * Immutable.
 *
 * @param source its name at the source
 * @param target its name at the sink
 * @param columns the columns that changes carry, in order
 * @param key the columns of the copy key; empty for a table without one
 * @param uniqueKeys the columns of each other unique key; a prefix counts as the whole column, and
 *     a key with an expression, or with a column that changes do not carry, as all columns
 * @param computed those generated columns of the sink's table of which rows tell what the source
 *     has stored, by their numbers in {@link io.openoms.spi.data.RowImage#computed()}
 */
public record ApplyTable(
    ObjectName source,
    ObjectName target,
    List<ColumnDefinition> columns,
    List<Integer> key,
    List<List<Integer>> uniqueKeys,
    Map<Integer, ColumnDefinition> computed) {

  public ApplyTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
    computed = Map.copyOf(computed);
  }

  /** A table of which rows tell no generated columns. */
  public ApplyTable(
      ObjectName source,
      ObjectName target,
      List<ColumnDefinition> columns,
      List<Integer> key,
      List<List<Integer>> uniqueKeys) {
    this(source, target, columns, key, uniqueKeys, Map.of());
  }

  /** The same table, of whose rows those generated columns are told. */
  public ApplyTable withComputed(Map<Integer, ColumnDefinition> told) {
    return new ApplyTable(source, target, columns, key, uniqueKeys, told);
  }

  /**
   * A table as it is read and as it is defined.
   *
   * @param read what is carried of it, and its copy key
   * @param definitions the tables whose unique keys count: the one at the sink, as it is now, and
   *     all whose indexes it has or will get
   * @param target its name at the sink
   */
  public static ApplyTable of(
      TableRead read, List<TableDefinition> definitions, ObjectName target) {
    List<Integer> key =
        read.key().stream().map(c -> ColumnNumbers.find(read.columns(), c.name())).toList();
    if (key.contains(ColumnNumbers.NONE)) {
      throw new IllegalArgumentException("changes of " + read.table().name() + " lack its key");
    }
    List<List<Integer>> others =
        definitions.stream()
            .flatMap(definition -> definition.indexes().stream())
            .filter(IndexDefinition::isUnique)
            .filter(index -> !isKey(index, read.columns(), key))
            .map(index -> columns(index, read.columns()))
            .distinct()
            .toList();
    return new ApplyTable(read.table().name(), target, read.columns(), key, others);
  }

  /** Whether its rows are told by all their values. */
  public boolean isKeyless() {
    return key.isEmpty();
  }

  /** Whether keys that differ in their bytes may be equal for a server. */
  boolean hasLooseKey() {
    return key.stream()
        .map(column -> columns.get(column).type().kind().form())
        .anyMatch(form -> form == ValueForm.TEXT || form == ValueForm.FLOATING);
  }

  private static boolean isKey(
      IndexDefinition index, List<ColumnDefinition> columns, List<Integer> key) {
    return index.parts().stream().allMatch(part -> part.prefix() == 0)
        && columns(index, columns).equals(key);
  }

  private static List<Integer> columns(IndexDefinition index, List<ColumnDefinition> columns) {
    List<Integer> found =
        index.parts().stream()
            .map(
                part ->
                    part.column()
                        .map(name -> ColumnNumbers.find(columns, name))
                        .orElse(ColumnNumbers.NONE))
            .toList();
    return found.contains(ColumnNumbers.NONE)
        ? IntStream.range(0, columns.size()).boxed().toList()
        : found;
  }
}
