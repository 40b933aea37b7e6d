package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Defines a table of a server in memory: whole numbers, texts, and keys. Not thread-safe. */
public final class MemoryTables {

  /** The language of these servers. */
  public static final Dialect DIALECT = new Dialect("memory");

  /** The collation that tells texts by their bytes. */
  public static final String BINARY = "binary";

  /** The collation to which letters are equal that differ in case alone. */
  public static final String NO_CASE = "nocase";

  private final ObjectName name;
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private final List<IndexDefinition> indexes = new ArrayList<>();

  private MemoryTables(ObjectName name) {
    this.name = name;
  }

  /** Begins a table without columns. */
  public static MemoryTables table(String database, String name) {
    return new MemoryTables(new ObjectName(database, name));
  }

  /** Adds a column of whole numbers, never NULL. */
  public MemoryTables number(String column) {
    columns.add(column(column, numbers(), false));
    return this;
  }

  /** Adds a column of texts, never NULL, told by their bytes. */
  public MemoryTables text(String column) {
    return text(column, BINARY);
  }

  /** Adds a column of texts, never NULL. */
  public MemoryTables text(String column, String collation) {
    columns.add(column(column, texts(collation), false));
    return this;
  }

  /** The last column may be NULL. */
  public MemoryTables nullable() {
    ColumnDefinition last = columns.remove(columns.size() - 1);
    columns.add(column(last.name(), last.type(), true));
    return this;
  }

  /**
   * The last column is generated, and may be NULL. These servers compute nothing: it holds what is
   * written into it.
   */
  public MemoryTables generated() {
    ColumnDefinition last = columns.remove(columns.size() - 1);
    columns.add(
        new ColumnDefinition(
            last.name(),
            last.type(),
            true,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.of(new ColumnDefinition.Generation(new SqlText(DIALECT, "text"), true)),
            false,
            ""));
    return this;
  }

  /** Adds the primary key. */
  public MemoryTables primaryKey(String... of) {
    indexes.add(index("PRIMARY", IndexDefinition.Kind.PRIMARY, of));
    return this;
  }

  /** Adds a further unique key. */
  public MemoryTables unique(String index, String... of) {
    indexes.add(index(index, IndexDefinition.Kind.UNIQUE, of));
    return this;
  }

  /** The definition. */
  public TableDefinition define() {
    return of(name, columns, indexes);
  }

  static TableDefinition of(
      ObjectName name, List<ColumnDefinition> columns, List<IndexDefinition> indexes) {
    return new TableDefinition(
        name,
        columns,
        indexes,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        0);
  }

  static ColumnDefinition column(String name, DataType type, boolean nullable) {
    return ColumnDefinition.of(name, type, nullable);
  }

  static DataType numbers() {
    return DataType.of(new ColumnType.Whole(64, true), DIALECT, "number");
  }

  static DataType texts(String collation) {
    return DataType.of(ColumnType.text(), DIALECT, "text")
        .withCharacters(Optional.of("utf8"), Optional.of(collation));
  }

  static IndexDefinition index(String name, IndexDefinition.Kind kind, String... columns) {
    return new IndexDefinition(
        name,
        kind,
        Stream.of(columns)
            .map(c -> new IndexDefinition.Part(Optional.of(c), Optional.empty(), 0, false))
            .toList(),
        true,
        "",
        Optional.empty());
  }
}
