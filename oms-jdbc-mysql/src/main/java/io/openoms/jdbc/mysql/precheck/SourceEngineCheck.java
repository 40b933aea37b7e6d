package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_ENGINE: tables of other storage engines than InnoDB have no snapshots. One without a key
 * is locked against writes while it is copied, so that it can be followed from there.
 */
final class SourceEngineCheck implements Precheck {

  private static final String NAME = "SOURCE_ENGINE";

  private final Probe probe;

  SourceEngineCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<ObjectName> tables = Selection.sources(scope);
    List<PrecheckItem> items = new ArrayList<>();
    for (String database : Selection.databases(tables)) {
      probe
          .rows(
              "SELECT table_name, engine FROM information_schema.tables"
                  + " WHERE table_schema = ? AND engine <> 'InnoDB' ORDER BY table_name",
              database)
          .forEach(
              row -> {
                ObjectName table = new ObjectName(database, row.get(0));
                if (scope.tables().containsKey(table)) {
                  items.add(item(table, row.get(1)));
                }
              });
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, tables.size() + " tables of InnoDB"))
        : items;
  }

  private static PrecheckItem item(ObjectName table, String engine) {
    return PrecheckItem.warning(
        NAME,
        table.toString(),
        "its engine "
            + engine
            + " gives no consistent reads; where it has no key and is followed, its writers wait"
            + " while it is copied",
        "expect that, or: ALTER TABLE " + Identifiers.quote(table) + " ENGINE = InnoDB");
  }
}
