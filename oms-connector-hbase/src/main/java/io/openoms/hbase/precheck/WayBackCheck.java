package io.openoms.hbase.precheck;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.Cluster;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.hbase.KeepDeletedCells;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * WAY_BACK: whether cells can come back to a project's families, and what of them would not be
 * seen. Asked of a source whose project has the phase, and of the sink of the reverse direction.
 * Blocks. Thread-safe.
 */
public final class WayBackCheck implements Precheck {

  private static final String NAME = "WAY_BACK";

  private final Cluster cluster;
  private final EndpointUse use;

  /** Asks that cluster's master. */
  public WayBackCheck(Cluster cluster, EndpointUse use) {
    this.cluster = cluster;
    this.use = use;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (use == EndpointUse.SOURCE && !scope.phases().contains(Phase.REVERSE_INCREMENTAL)) {
      return List.of(PrecheckItem.skipped(NAME, "switchover", "the project has no way back"));
    }
    if (use == EndpointUse.SINK
        && (scope.phases().contains(Phase.SCHEMA) || scope.phases().contains(Phase.FULL))) {
      return List.of(
          PrecheckItem.failed(
              NAME,
              "HBase",
              "it is written to by the reverse direction of a switchover alone",
              "choose another sink"));
    }
    Collection<ObjectName> tables =
        use == EndpointUse.SOURCE ? scope.tables().keySet() : scope.tables().values();
    List<PrecheckItem> items = new ArrayList<>();
    tables.stream().sorted().forEach(table -> check(table, items));
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, "writing to " + tables.size() + " column families"))
        : items;
  }

  private void check(ObjectName table, List<PrecheckItem> items) {
    ColumnFamilyDescriptor family;
    try {
      family = FamilyName.of(table).map(this::descriptor).orElse(null);
    } catch (MigrationException e) {
      items.add(PrecheckItem.failed(NAME, table.toString(), e.description(), e.code().remedy()));
      return;
    }
    if (family == null) {
      items.add(
          PrecheckItem.failed(
              NAME, table.toString(), "there is no such column family", "leave it out"));
    } else if (!family.isNewVersionBehavior()
        && family.getKeepDeletedCells() != KeepDeletedCells.FALSE) {
      items.add(
          PrecheckItem.warning(
              NAME,
              table.toString(),
              "KEEP_DELETED_CELLS is "
                  + family.getKeepDeletedCells()
                  + ", so a major compaction may keep the markers of deletes: a version that is"
                  + " deleted and written again stays hidden, and ends the reverse direction",
              "set KEEP_DELETED_CELLS => FALSE before the switchover"));
    }
  }

  private @Nullable ColumnFamilyDescriptor descriptor(FamilyName name) {
    return cluster
        .await(
            cluster.admin().getDescriptor(name.table()),
            ErrorContext.of(name.object()),
            "reading a table's definition")
        .getColumnFamily(name.bytes());
  }
}
