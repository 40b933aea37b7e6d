package io.openoms.tck.toy;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The toy's tables in the neutral model. Stateless. */
final class ToyTypes {

  static final String DATABASE = "toy";
  private static final Dialect DIALECT = new Dialect("toy");

  private ToyTypes() {}

  static TableDefinition definition(Journal.Table table) {
    return new TableDefinition(
        new ObjectName(DATABASE, table.name()),
        table.columns().stream().map(ToyTypes::column).toList(),
        table.isKeyed() ? List.of(primaryKey(table.columns().get(0).name())) : List.of(),
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

  private static ColumnDefinition column(Journal.Column column) {
    return ColumnDefinition.of(
        column.name(), DataType.of(type(column.type()), DIALECT, column.type()), column.nullable());
  }

  private static ColumnType type(String name) {
    return switch (name) {
      case "long" -> new ColumnType.Whole(64, true);
      case "money" -> new ColumnType.Decimal(OptionalInt.of(12), 2, true);
      case "flag" -> new ColumnType.Truth();
      case "text" -> new ColumnType.Text(false, OptionalLong.of(200));
      case "instant" -> new ColumnType.Timestamp(6, true);
      case "uuid" -> new ColumnType.Uuid();
      default -> new ColumnType.Other(name);
    };
  }

  private static IndexDefinition primaryKey(String column) {
    return new IndexDefinition(
        "PRIMARY",
        IndexDefinition.Kind.PRIMARY,
        List.of(new IndexDefinition.Part(Optional.of(column), Optional.empty(), 0, false)),
        true,
        "",
        Optional.empty());
  }
}
