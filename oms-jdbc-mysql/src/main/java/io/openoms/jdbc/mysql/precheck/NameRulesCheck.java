package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** NAME_RULES: names of databases, tables and columns that the sink or other tools stumble over. */
final class NameRulesCheck implements Precheck {

  private static final String NAME = "NAME_RULES";

  private final Probe probe;

  NameRulesCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    names(scope).forEach((subject, name) -> judge(subject, name, scope.refusedInNames(), items));
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, "names of " + scope.tables().size() + " tables"))
        : items;
  }

  /** Names by what they name; targets only, for it is there that they must be possible. */
  private Map<String, String> names(PrecheckScope scope) {
    Map<String, String> names = new LinkedHashMap<>();
    List<ObjectName> targets = Selection.targets(scope);
    Selection.databases(targets).forEach(database -> names.put("database " + database, database));
    targets.forEach(table -> names.put("table " + table, table.name()));
    for (String database : Selection.databases(scope.tables().keySet())) {
      probe
          .rows(
              "SELECT table_name, column_name FROM information_schema.columns"
                  + " WHERE table_schema = ? ORDER BY table_name, ordinal_position",
              database)
          .forEach(
              row -> {
                ObjectName table = new ObjectName(database, row.get(0));
                if (scope.tables().containsKey(table)) {
                  names.put("column " + row.get(1) + " of " + table, row.get(1));
                }
              });
    }
    return names;
  }

  private static void judge(String subject, String name, String refused, List<PrecheckItem> items) {
    Optional<String> impossible = NameRules.impossible(name, refused);
    if (impossible.isPresent()) {
      items.add(
          PrecheckItem.failed(
              NAME,
              subject,
              "the name holds " + impossible.get() + ", which the sink refuses",
              "rename it"));
      return;
    }
    NameRules.oddity(name)
        .ifPresent(
            oddity ->
                items.add(
                    PrecheckItem.warning(
                        NAME,
                        subject,
                        "the name " + oddity,
                        "rename it where other tools will read it")));
  }
}
