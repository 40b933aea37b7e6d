package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SINK_TRIGGERS_AND_FOREIGN_KEYS: what would act on rows as they arrive. */
final class SinkTriggersAndForeignKeysCheck implements Precheck {

  private static final String NAME = "SINK_TRIGGERS_AND_FOREIGN_KEYS";

  private final Probe probe;

  SinkTriggersAndForeignKeysCheck(Probe probe) {
    this.probe = probe;
  }

  /** Each run tells of them; none keeps it from running. */
  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<ObjectName> targets = Selection.targets(scope);
    List<PrecheckItem> items = new ArrayList<>();
    for (String database : Selection.databases(targets)) {
      find(
          "SELECT event_object_table, trigger_name FROM information_schema.triggers"
              + " WHERE event_object_schema = ? ORDER BY event_object_table, trigger_name",
          database,
          "trigger ",
          "it changes rows as they arrive; drop it until the copy is done",
          Set.copyOf(targets),
          items);
      find(
          "SELECT table_name, constraint_name FROM information_schema.table_constraints"
              + " WHERE table_schema = ? AND constraint_type = 'FOREIGN KEY'"
              + " ORDER BY table_name, constraint_name",
          database,
          "foreign key ",
          "rows are not held to it while they are copied; check them, or drop it until then",
          Set.copyOf(targets),
          items);
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, targets.size() + " target tables"))
        : items;
  }

  private void find(
      String sql,
      String database,
      String what,
      String advice,
      Set<ObjectName> targets,
      List<PrecheckItem> items) {
    for (List<String> row : probe.rows(sql, database)) {
      ObjectName table = new ObjectName(database, row.get(0));
      if (targets.contains(table)) {
        items.add(
            PrecheckItem.warning(
                NAME, table.toString(), "it has the " + what + row.get(1), advice));
      }
    }
  }
}
