package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_ENGINE: tables of other storage engines than InnoDB have no snapshots, so what is written
 * to them during a chunk's read may be in it or not.
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
        "its engine " + engine + " gives no consistent reads",
        "stop writes to it during the copy, or: ALTER TABLE "
            + Identifiers.quote(table)
            + " ENGINE = InnoDB");
  }
}
