package io.openoms.jdbc.mysql.precheck;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.sink.FilledTables;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SINK_TABLES_EMPTY: tables that are at the sink already hold no rows but the project's own. */
final class SinkTablesEmptyCheck implements Precheck {

  private static final String NAME = "SINK_TABLES_EMPTY";
  private static final int TABLES_AT_A_TIME = 200;

  private final Probe probe;

  SinkTablesEmptyCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.FULL)) {
      return List.of(PrecheckItem.skipped(NAME, "target tables", "no rows are copied"));
    }
    List<ObjectName> foreign =
        Selection.targets(scope).stream().filter(table -> !scope.copied().contains(table)).toList();
    Set<ObjectName> filled = FilledTables.among(existing(foreign), this::numbers);
    List<PrecheckItem> items =
        Selection.targets(scope).stream()
            .filter(filled::contains)
            .map(table -> item(table, scope.conflict()))
            .toList();
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, scope.tables().size() + " target tables"))
        : items;
  }

  private List<Integer> numbers(String sql) {
    return probe.rows(sql).stream().map(row -> Integer.valueOf(row.get(0))).toList();
  }

  private Set<ObjectName> existing(List<ObjectName> targets) {
    Set<ObjectName> found = new HashSet<>();
    targets.stream()
        .collect(Collectors.groupingBy(ObjectName::database))
        .forEach(
            (database, tables) -> {
              for (int from = 0; from < tables.size(); from += TABLES_AT_A_TIME) {
                int to = Math.min(tables.size(), from + TABLES_AT_A_TIME);
                existing(database, tables.subList(from, to), found);
              }
            });
    return found;
  }

  /**
   * Where the server spells names otherwise, each is asked for, so that its own rule is applied.
   */
  private void existing(String database, List<ObjectName> tables, Set<ObjectName> found) {
    List<String> names = tables.stream().map(ObjectName::name).toList();
    Set<String> there = named(database, names);
    boolean spelledOtherwise = !names.containsAll(there);
    for (ObjectName table : tables) {
      if (there.contains(table.name())
          || (spelledOtherwise && !named(database, List.of(table.name())).isEmpty())) {
        found.add(table);
      }
    }
  }

  private Set<String> named(String database, List<String> names) {
    return probe
        .rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
                + " AND table_name IN ("
                + String.join(",", Collections.nCopies(names.size(), "?"))
                + ")",
            Stream.concat(Stream.of(database), names.stream()).toArray(String[]::new))
        .stream()
        .map(row -> row.get(0))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static PrecheckItem item(ObjectName table, ConflictPolicy policy) {
    String subject = table.toString();
    String cause = "the table is at the sink and holds rows";
    return switch (policy) {
      case STOP -> PrecheckItem.failed(NAME, subject, cause, "empty it, or leave it out");
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
