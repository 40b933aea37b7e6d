package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a server in memory, a word or name between spaces:
 *
 * <pre>
 * DATABASE shop
 * TABLE shop item COLUMN id number COLUMN name text nocase NULL INDEX PRIMARY PRIMARY id
 * INDEX shop item UNIQUE u name
 * COLUMN shop item n
 * DROP shop item
 * </pre>
 */
final class MemoryDdl {

  private static final String KIND = "memory/1 ";

  private MemoryDdl() {}

  static String database(String name) {
    return "DATABASE " + name;
  }

  static String table(TableDefinition table) {
    StringBuilder text = new StringBuilder("TABLE " + name(table.name()));
    for (ColumnDefinition column : table.columns()) {
      text.append(" COLUMN ").append(column.name()).append(' ').append(type(column.type()));
      text.append(column.nullable() ? " NULL" : "");
    }
    table.indexes().forEach(index -> text.append(" INDEX ").append(keyOf(index)));
    return text.toString();
  }

  static String index(ObjectName table, IndexDefinition index) {
    return "INDEX " + name(table) + " " + keyOf(index);
  }

  static String column(ObjectName table, String column) {
    return "COLUMN " + name(table) + " " + column;
  }

  static String drop(ObjectName table) {
    return "DROP " + name(table);
  }

  private static String name(ObjectName name) {
    return name.database() + " " + name.name();
  }

  private static String type(DataType type) {
    return type.kind() == TypeKind.BIGINT
        ? "number"
        : "text " + type.collation().orElse(MemoryTables.BINARY);
  }

  private static String keyOf(IndexDefinition index) {
    String columns =
        index.parts().stream()
            .map(part -> part.column().orElseThrow())
            .collect(Collectors.joining(" "));
    return index.kind() + " " + index.name() + " " + columns;
  }

  /** The text of a definition that the schema history keeps. */
  static DefinitionText definition(TableDefinition table) {
    return new DefinitionText(KIND + table(table));
  }

  /** Reads what {@link #definition} wrote, for a table of that name. */
  static TableDefinition table(ObjectName name, DefinitionText text) {
    if (!text.text().startsWith(KIND)) {
      throw new MigrationException(
          MemoryError.MEMORY_STATEMENT_INVALID,
          ErrorContext.of(name),
          "the stored definition does not begin with " + KIND.strip());
    }
    return table(name, text.text().substring(KIND.length()));
  }

  /** Reads what {@link #table} wrote, for a table of that name. */
  static TableDefinition table(ObjectName name, String statement) {
    List<ColumnDefinition> columns = new ArrayList<>();
    List<IndexDefinition> indexes = new ArrayList<>();
    for (String clause : statement.split(" (?=(COLUMN|INDEX) )", -1)) {
      List<String> words = List.of(clause.split(" ", -1));
      if (words.get(0).equals("COLUMN")) {
        columns.add(column(words));
      } else if (words.get(0).equals("INDEX")) {
        indexes.add(index(words.subList(1, words.size())));
      }
    }
    return MemoryTables.of(name, columns, indexes);
  }

  private static ColumnDefinition column(List<String> words) {
    boolean isNumber = words.get(2).equals("number");
    return MemoryTables.column(
        words.get(1),
        isNumber ? MemoryTables.numbers() : MemoryTables.texts(words.get(3)),
        words.get(words.size() - 1).equals("NULL"));
  }

  private static IndexDefinition index(List<String> words) {
    return MemoryTables.index(
        words.get(1),
        IndexDefinition.Kind.valueOf(words.get(0)),
        words.subList(2, words.size()).toArray(String[]::new));
  }

  /** Does what a statement says. */
  static void execute(String statement, MemoryTransaction transaction) {
    List<String> words = List.of(statement.split(" ", -1));
    switch (words.get(0)) {
      case "DATABASE" -> transaction.write().databases().add(words.get(1));
      case "TABLE" -> transaction.create(table(named(words), statement));
      case "INDEX" -> transaction.index(named(words), index(words.subList(3, words.size())));
      case "COLUMN" -> transaction.addColumn(named(words), words.get(3));
      case "DROP" -> transaction.drop(named(words));
      default ->
          throw new MigrationException(
              MemoryError.MEMORY_STATEMENT_INVALID,
              ErrorContext.none(),
              "no statement begins with " + words.get(0));
    }
  }

  private static ObjectName named(List<String> words) {
    return new ObjectName(words.get(1), words.get(2));
  }
}
