package io.openoms.core.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.spi.Catalog;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * NOT_MIGRATED: what the databases of the selected tables hold beside tables and views: triggers,
 * events, routines, sequences.
 */
record OthersCheck(Catalog catalog) implements Precheck {

  private static final String NAME = "NOT_MIGRATED";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items =
        scope.tables().keySet().stream()
            .map(ObjectName::database)
            .distinct()
            .sorted()
            .flatMap(database -> catalog.others(database).stream())
            .map(OthersCheck::item)
            .toList();
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, "tables and views are all there is"))
        : items;
  }

  private static PrecheckItem item(String other) {
    return PrecheckItem.warning(
        NAME, other, "it is not migrated", "create what the sink needs of it by hand");
  }
}
