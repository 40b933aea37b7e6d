package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * TABLE_KEYS: tables that the copy can split have a primary key, or a unique key of whole, stored,
 * NOT NULL columns. Others are copied in one piece and begun anew after an interruption.
 */
final class TableKeysCheck implements Precheck {

  private static final String NAME = "TABLE_KEYS";

  /** A smaller privilege that is enough, and another name of the same one. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of("RELOAD", "FLUSH_TABLES", "REPLICATION CLIENT", "BINLOG MONITOR");

  private final Probe probe;
  private final boolean locksForSnapshot;
  private final boolean logsCascades;

  TableKeysCheck(Probe probe, ServerFacts facts, Optional<LogTraits> log) {
    this.probe = probe;
    // Where a snapshot does not know its position, the table is locked while it opens.
    this.locksForSnapshot = log.filter(l -> l.gtids() == GtidForm.SERVERS).isPresent();
    // Servers before 9.6 have no such setting, and log no change that a foreign key makes.
    this.logsCascades = facts.setting("innodb_native_foreign_keys", "ON").equalsIgnoreCase("OFF");
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<ObjectName> tables = Selection.sources(scope);
    Set<ObjectName> keyed = new HashSet<>();
    Selection.databases(tables).forEach(database -> keyed.addAll(keyed(database)));
    List<ObjectName> keyless = tables.stream().filter(table -> !keyed.contains(table)).toList();
    List<PrecheckItem> items = new ArrayList<>(keyless.stream().map(TableKeysCheck::item).toList());
    if (scope.phases().contains(Phase.INCREMENTAL)) {
      Set<ObjectName> cascaded = cascaded(tables);
      Set<ObjectName> locked = locked(keyless);
      locked.addAll(locksForSnapshot ? cascaded : Set.of());
      if (!locked.isEmpty()) {
        items.addAll(lockPrivileges(locked, cascaded));
      }
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, tables.size() + " tables with keys"))
        : items;
  }

  /** Tables whose rows foreign keys change without a trace in the log. */
  private Set<ObjectName> cascaded(List<ObjectName> tables) {
    Set<ObjectName> found = new TreeSet<>(Comparator.comparing(ObjectName::toString));
    if (!logsCascades) {
      for (String database : Selection.databases(tables)) {
        probe
            .rows(
                "SELECT table_name FROM information_schema.referential_constraints"
                    + " WHERE constraint_schema = ? AND (delete_rule IN ('CASCADE', 'SET NULL')"
                    + " OR update_rule IN ('CASCADE', 'SET NULL'))",
                database)
            .forEach(row -> found.add(new ObjectName(database, row.get(0))));
      }
    }
    found.retainAll(tables);
    return found;
  }

  /** Tables that are locked while a snapshot opens, or read under a lock without snapshots. */
  private Set<ObjectName> locked(List<ObjectName> keyless) {
    Set<ObjectName> found = new TreeSet<>(Comparator.comparing(ObjectName::toString));
    if (locksForSnapshot) {
      found.addAll(keyless);
      return found;
    }
    for (String database : Selection.databases(keyless)) {
      probe
          .rows(
              "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
                  + " AND engine NOT IN ('InnoDB', 'ROCKSDB', 'TokuDB')",
              database)
          .forEach(row -> found.add(new ObjectName(database, row.get(0))));
    }
    found.retainAll(keyless);
    return found;
  }

  /** Judged as {@link io.openoms.spi.data.TableDefinition#copyKey()} does, a database at once. */
  private Set<ObjectName> keyed(String database) {
    Set<List<String>> generated =
        new HashSet<>(
            probe.rows(
                "SELECT table_name, column_name FROM information_schema.columns"
                    + " WHERE table_schema = ? AND extra LIKE '% GENERATED%'",
                database));
    Map<List<String>, Boolean> usable = new HashMap<>();
    probe
        .rows(
            "SELECT table_name, index_name, column_name, nullable, sub_part"
                + " FROM information_schema.statistics WHERE table_schema = ? AND non_unique = 0",
            database)
        .forEach(
            row -> {
              boolean whole =
                  !row.get(2).isEmpty()
                      && !row.get(3).equals("YES")
                      && row.get(4).isEmpty()
                      && !generated.contains(List.of(row.get(0), row.get(2)));
              usable.merge(row.subList(0, 2), whole, Boolean::logicalAnd);
            });
    Set<ObjectName> found = new HashSet<>();
    usable.forEach(
        (index, whole) -> {
          if (whole) {
            found.add(new ObjectName(database, index.get(0)));
          }
        });
    return found;
  }

  /**
   * What the lock and the log's position under it need. RELOAD only where foreign keys change rows:
   * a table that is used by its keys alone is locked by FLUSH TABLES.
   */
  private List<PrecheckItem> lockPrivileges(Set<ObjectName> tables, Set<ObjectName> cascaded) {
    Grants grants = Grants.of(probe.rows("SHOW GRANTS").stream().map(row -> row.get(0)).toList());
    List<PrecheckItem> items = new ArrayList<>();
    for (ObjectName table : tables) {
      List<String> missing =
          Stream.of("RELOAD", "LOCK TABLES", "REPLICATION CLIENT")
              .filter(privilege -> !privilege.equals("RELOAD") || cascaded.contains(table))
              .filter(privilege -> !covers(grants, privilege, table))
              .toList();
      if (!missing.isEmpty() && grants.isComplete()) {
        String names = String.join(", ", missing);
        items.add(
            PrecheckItem.warning(
                NAME,
                table.toString(),
                "it cannot be read at one exact position of the log, and fails, without " + names,
                "GRANT " + names + " ON *.* TO " + Account.of(probe)));
      }
    }
    return items;
  }

  private static boolean covers(Grants grants, String privilege, ObjectName table) {
    return Stream.of(privilege, OTHER_NAMES.getOrDefault(privilege, privilege))
        .anyMatch(name -> grants.covers(name, table.database(), table.name()));
  }

  private static PrecheckItem item(ObjectName table) {
    return PrecheckItem.warning(
        NAME,
        table.toString(),
        "it has neither a primary key nor a unique key of NOT NULL columns,"
            + " so it is copied in one piece and begun anew after an interruption",
        "add a primary key, or run its copy when nothing writes to it");
  }
}
