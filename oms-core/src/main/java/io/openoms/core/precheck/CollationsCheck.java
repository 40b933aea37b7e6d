package io.openoms.core.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.core.plan.CatalogAhead;
import io.openoms.core.plan.ReadableTables;
import io.openoms.spi.Catalog;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * COLLATIONS: the character sets and collations of the selected columns against those that the sink
 * has. The plan says what becomes of each column; this says how many are concerned.
 */
record CollationsCheck(Catalog catalog, ServerFacts sink) implements Precheck {

  private static final String NAME = "COLLATIONS";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    Map<String, List<String>> missing = new TreeMap<>();
    List<ObjectName> tables = scope.tables().keySet().stream().sorted().toList();
    ReadableTables ahead = new ReadableTables(new CatalogAhead(catalog, tables));
    tables.forEach(table -> look(ahead, table, missing));
    List<PrecheckItem> items = new ArrayList<>();
    missing.forEach((what, columns) -> items.add(item(what, columns)));
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "the sink has them all")) : items;
  }

  private void look(ReadableTables ahead, ObjectName table, Map<String, List<String>> missing) {
    List<ColumnDefinition> columns =
        ahead.find(table).map(TableDefinition::columns).orElse(List.of());
    for (ColumnDefinition column : columns) {
      String where = table + "." + column.name();
      column
          .type()
          .characterSet()
          .filter(set -> !sink.characterSets().contains(set))
          .ifPresent(set -> add(missing, "character set " + set, where));
      column
          .type()
          .collation()
          .filter(collation -> !sink.collations().contains(collation))
          .ifPresent(collation -> add(missing, "collation " + collation, where));
    }
  }

  private static void add(Map<String, List<String>> missing, String what, String where) {
    missing.computeIfAbsent(what, key -> new ArrayList<>()).add(where);
  }

  private static PrecheckItem item(String what, List<String> columns) {
    return PrecheckItem.warning(
        NAME,
        what,
        "the sink lacks it, and it is used by "
            + columns.size()
            + (columns.size() == 1 ? " column, " : " columns, such as ")
            + columns.get(0),
        "see in the plan what becomes of it, above all for keys: texts that were different may be"
            + " equal there");
  }
}
