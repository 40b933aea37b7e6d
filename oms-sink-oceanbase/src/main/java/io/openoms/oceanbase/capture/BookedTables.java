package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.spi.data.TableDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which tables a project captures, and since when. A table that looks as it did when its capture
 * began is captured still; any other one begins anew. Over one connection; one thread.
 */
record BookedTables(CaptureSql sql, CaptureNames names, CaptureBooks books) {

  private static final String DOING = "keeping the list of captured tables";

  /**
   * Takes out of a map what is captured already as it is. Blocks.
   *
   * @param wanted the tables to be captured; those that are not yet stay in it
   * @param isSpared which rows are none of tables
   * @param remove removes what is not wanted, or not as it was
   */
  void keep(
      Map<ObjectName, TableDefinition> wanted,
      Predicate<CaptureBooks.Row> isSpared,
      Consumer<CaptureBooks.Row> remove) {
    TablePrints prints = TablePrints.read(sql, names, wanted.keySet());
    for (CaptureBooks.Row row : books.rows()) {
      if (isSpared.test(row)) {
        continue;
      }
      TableDefinition table = wanted.get(row.name());
      if (table != null && prints.print(table, row.tab()).equals(row.print())) {
        wanted.remove(row.name());
      } else {
        remove.accept(row);
      }
    }
  }

  /** Those tables, by their numbers, are captured from now on. Blocks. */
  void captured(Map<Long, TableDefinition> begun) {
    Collection<ObjectName> tables = begun.values().stream().map(TableDefinition::name).toList();
    TablePrints prints = TablePrints.read(sql, names, tables);
    long since = sql.currentScn(DOING);
    begun.forEach(
        (tab, table) -> {
          prints.requireColumns(table);
          books.captured(tab, since, prints.print(table, tab));
        });
  }
}
