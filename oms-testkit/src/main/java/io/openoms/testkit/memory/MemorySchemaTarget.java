package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ViewDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a server's tables from definitions of any other one that has whole numbers and texts. All
 * indexes but the first key wait until the rows are there. Thread-safe.
 */
record MemorySchemaTarget(MemorySession session) implements SchemaTarget {

  @Override
  public SchemaStatement database(String name) {
    return new SchemaStatement(SchemaStatement.Kind.DATABASE, name, MemoryDdl.database(name));
  }

  @Override
  public Conversion convert(TableDefinition table, ObjectName target, ConversionContext context) {
    List<String> faults = new ArrayList<>();
    List<ColumnDefinition> columns = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      switch (column.type().kind().form()) {
        case NUMBER, TEXT -> columns.add(held(column));
        default -> faults.add("column " + column.name() + " holds neither numbers nor texts");
      }
    }
    List<IndexDefinition> indexes = table.indexes();
    List<IndexDefinition> first = indexes.subList(0, table.copyKey().isEmpty() ? 0 : 1);
    TableDefinition created = MemoryTables.of(target, columns, first);
    return new Conversion(
        List.of(
            new SchemaStatement(
                SchemaStatement.Kind.TABLE, target.toString(), MemoryDdl.table(created))),
        indexes.subList(first.size(), indexes.size()).stream()
            .map(index -> statement(target, index))
            .toList(),
        List.of(
            new SchemaStatement(
                SchemaStatement.Kind.TABLE,
                target.toString(),
                MemoryDdl.table(MemoryTables.of(target, columns, indexes)))),
        List.of(),
        List.of(),
        faults);
  }

  private ColumnDefinition held(ColumnDefinition column) {
    boolean isNumber = column.type().kind() == TypeKind.BIGINT;
    String collation =
        session
            .server()
            .collation()
            .or(() -> column.type().collation())
            .orElse(MemoryTables.BINARY);
    return MemoryTables.column(
        column.name(),
        isNumber ? MemoryTables.numbers() : MemoryTables.texts(collation),
        column.nullable());
  }

  private static SchemaStatement statement(ObjectName table, IndexDefinition index) {
    return new SchemaStatement(
        SchemaStatement.Kind.INDEX, index.name(), MemoryDdl.index(table, index));
  }

  @Override
  public Conversion convert(ViewDefinition view, ObjectName target, ConversionContext context) {
    return new Conversion(
        List.of(), List.of(), List.of(), List.of(), List.of("there are no views here"));
  }

  @Override
  public List<String> differences(TableDefinition existing, TableDefinition source) {
    List<String> differences = new ArrayList<>();
    for (ColumnDefinition column : source.columns()) {
      boolean same =
          existing
              .column(column.name())
              .filter(there -> there.type().kind() == column.type().kind())
              .filter(there -> there.nullable() == column.nullable())
              .isPresent();
      if (!same) {
        differences.add("column " + column.name() + " is another one");
      }
    }
    return differences;
  }

  @Override
  public void execute(SchemaStatement statement) {
    MemoryTransaction transaction = session.begin();
    try {
      MemoryDdl.execute(statement.sql(), transaction);
      transaction.commit();
    } finally {
      session.end(transaction);
    }
  }
}
