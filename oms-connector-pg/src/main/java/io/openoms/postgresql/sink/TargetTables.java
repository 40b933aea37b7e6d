package io.openoms.postgresql.sink;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.catalog.PostgreSqlCatalog;
import io.openoms.postgresql.error.PostgreSqlError;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The definitions of the tables that are written, each read once for a session. Thread-safe. */
final class TargetTables {

  private final PostgreSqlCatalog catalog;
  private final ValueConversions values;
  private final Map<ObjectName, TableDefinition> known = new ConcurrentHashMap<>();

  TargetTables(PostgreSqlCatalog catalog, ValueConversions values) {
    this.catalog = catalog;
    this.values = values;
  }

  /** How their values travel. */
  ValueConversions values() {
    return values;
  }

  /**
   * The columns of a table that rows of those columns are written to. Blocks at first.
   *
   * @throws MigrationException TABLE_UNFIT when values of one cannot be written
   */
  WrittenTable of(ObjectName table, List<ColumnDefinition> columns) {
    TableDefinition definition = known.computeIfAbsent(table, this::read);
    List<WrittenColumn> written = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      WrittenColumn one =
          definition
              .column(column.name())
              .map(here -> new WrittenColumn(column, here))
              .orElseThrow(() -> unfit(table, "it has no column " + column.name()));
      written.add(one);
    }
    return new WrittenTable(definition, written);
  }

  /**
   * Requires that rows fit.
   *
   * @throws MigrationException TABLE_UNFIT
   */
  static void requireFit(WrittenTable table) {
    for (WrittenColumn column : table.columns()) {
      column
          .fault()
          .ifPresent(
              fault -> {
                throw unfit(table.name(), fault);
              });
    }
  }

  private TableDefinition read(ObjectName table) {
    return catalog.table(table).orElseThrow(() -> unfit(table, "it is not there"));
  }

  private static MigrationException unfit(ObjectName table, String why) {
    return new MigrationException(PostgreSqlError.TABLE_UNFIT, ErrorContext.of(table), why);
  }
}
