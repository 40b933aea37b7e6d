package io.openoms.spi.data;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as a server describes it. Immutable.
 *
 * @param name its name
 * @param columns its columns, in order
 * @param indexes its keys and indexes, the primary key first
 * @param foreignKeys its foreign keys
 * @param checks its CHECK constraints
 * @param characterSet the table's default character set
 * @param collation the table's default collation
 * @param autoIncrement the next number of its AUTO_INCREMENT column
 * @param comment its comment; empty when there is none
 * @param partitioning how it is cut into partitions, if it is
 * @param features what it has that this model does not hold, by name: it cannot be moved
 * @param remains what stays behind when it is moved, by name: triggers, options of its storage
 * @param averageRowBytes by the server's statistics, 0 when unknown
 * @param storage clauses of storage and placement that its product alone has, in the order of its
 *     statement; a target of the same product may keep them, any other one lacks them
 */
public record TableDefinition(
    ObjectName name,
    List<ColumnDefinition> columns,
    List<IndexDefinition> indexes,
    List<ForeignKeyDefinition> foreignKeys,
    List<CheckDefinition> checks,
    Optional<String> characterSet,
    Optional<String> collation,
    OptionalLong autoIncrement,
    String comment,
    Optional<Partitioning> partitioning,
    List<String> features,
    List<String> remains,
    long averageRowBytes,
    List<SqlText> storage) {

  public TableDefinition {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
    features = List.copyOf(features);
    remains = List.copyOf(remains);
    storage = List.copyOf(storage);
  }

  /** A table without clauses of storage that its product alone has. */
  public TableDefinition(
      ObjectName name,
      List<ColumnDefinition> columns,
      List<IndexDefinition> indexes,
      List<ForeignKeyDefinition> foreignKeys,
      List<CheckDefinition> checks,
      Optional<String> characterSet,
      Optional<String> collation,
      OptionalLong autoIncrement,
      String comment,
      Optional<Partitioning> partitioning,
      List<String> features,
      List<String> remains,
      long averageRowBytes) {
    this(
        name,
        columns,
        indexes,
        foreignKeys,
        checks,
        characterSet,
        collation,
        autoIncrement,
        comment,
        partitioning,
        features,
        remains,
        averageRowBytes,
        List.of());
  }

  /**
   * A CHECK constraint.
   *
   * @param name its name
   * @param expression the condition
   * @param enforced whether the server holds rows to it
   */
  public record CheckDefinition(String name, SqlText expression, boolean enforced) {}

  /** The same table by another name. */
  public TableDefinition named(ObjectName other) {
    return new TableDefinition(
        other,
        columns,
        indexes,
        foreignKeys,
        checks,
        characterSet,
        collation,
        autoIncrement,
        comment,
        partitioning,
        features,
        remains,
        averageRowBytes,
        storage);
  }

  /** The same table with other keys and indexes. */
  public TableDefinition withIndexes(List<IndexDefinition> others) {
    return with(columns, others);
  }

  /** The same table with other columns, keys and indexes. */
  public TableDefinition with(
      List<ColumnDefinition> otherColumns, List<IndexDefinition> otherIndexes) {
    return new TableDefinition(
        name,
        otherColumns,
        otherIndexes,
        foreignKeys,
        checks,
        characterSet,
        collation,
        autoIncrement,
        comment,
        partitioning,
        features,
        remains,
        averageRowBytes,
        storage);
  }

  /** The column of that name. */
  public Optional<ColumnDefinition> column(String columnName) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(columnName)).findFirst();
  }

  /** The columns that hold values of their own: those that are not generated. */
  public List<ColumnDefinition> storedColumns() {
    return columns.stream().filter(column -> column.generated().isEmpty()).toList();
  }

  /** The generated columns whose values the server keeps. */
  public List<ColumnDefinition> computedColumns() {
    return columns.stream()
        .filter(column -> column.generated().filter(Generation::stored).isPresent())
        .toList();
  }

  /**
   * The columns by which the copy may split the table: the primary key, or else a unique key all of
   * whose columns are NOT NULL; never prefixes or expressions, whose order is not the rows'. Of
   * several such keys the first one in the order of the server's own statement: by that one MySQL
   * logs rows of which it logs little.
   */
  public List<ColumnDefinition> copyKey() {
    return keys().stream().findFirst().orElse(List.of());
  }

  /** The columns of each key that could be the copy key. */
  public List<List<ColumnDefinition>> keys() {
    return indexes.stream()
        .filter(IndexDefinition::isUnique)
        .map(this::wholeColumns)
        .filter(columns -> !columns.isEmpty())
        .toList();
  }

  private List<ColumnDefinition> wholeColumns(IndexDefinition index) {
    List<ColumnDefinition> found =
        index.parts().stream()
            .filter(part -> part.prefix() == 0)
            .flatMap(part -> part.column().flatMap(this::column).stream())
            .filter(column -> !column.nullable() && column.generated().isEmpty())
            .toList();
    return found.size() == index.parts().size() ? found : List.of();
  }
}
