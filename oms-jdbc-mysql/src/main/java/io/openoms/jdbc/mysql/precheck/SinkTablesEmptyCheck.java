package io.openoms.jdbc.mysql.precheck;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** SINK_TABLES_EMPTY: tables that are at the sink already hold no rows. */
final class SinkTablesEmptyCheck implements Precheck {

  private static final String NAME = "SINK_TABLES_EMPTY";

  private final Probe probe;

  SinkTablesEmptyCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.FULL)) {
      return List.of(PrecheckItem.skipped(NAME, "target tables", "no rows are copied"));
    }
    Set<ObjectName> existing = existing(Selection.targets(scope));
    List<PrecheckItem> items =
        Selection.targets(scope).stream()
            .filter(existing::contains)
            .filter(this::hasRows)
            .map(table -> item(table, scope.conflict()))
            .toList();
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, scope.tables().size() + " target tables"))
        : items;
  }

  private Set<ObjectName> existing(List<ObjectName> targets) {
    Set<ObjectName> found = new HashSet<>();
    for (ObjectName target : targets) {
      // Asked by name, so that the server applies its own rule for upper and lower case.
      boolean there =
          !probe
              .rows(
                  "SELECT 1 FROM information_schema.tables"
                      + " WHERE table_schema = ? AND table_name = ?",
                  target.database(),
                  target.name())
              .isEmpty();
      if (there) {
        found.add(target);
      }
    }
    return found;
  }

  private boolean hasRows(ObjectName table) {
    return !probe.rows("SELECT 1 FROM " + Identifiers.quote(table) + " LIMIT 1").isEmpty();
  }

  private static PrecheckItem item(ObjectName table, ConflictPolicy policy) {
    String subject = table.toString();
    String cause = "the table is at the sink and holds rows";
    return switch (policy) {
      case STOP ->
          PrecheckItem.failed(
              NAME,
              subject,
              cause,
              "empty it, or leave it out; rows of an earlier run of this project are no hindrance");
      case IGNORE ->
          PrecheckItem.warning(
              NAME,
              subject,
              cause,
              "they are kept, and rows of the source with equal keys left out");
      case TRUNCATE ->
          PrecheckItem.warning(
              NAME, subject, cause, "they are removed, unless this project copied them");
    };
  }
}
