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
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.hbase.KeepDeletedCells;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * WAY_BACK: whether cells can come back to a project's families, and what of them would not be
 * seen, by a user who may write them. Asked of a source whose project has the phase, and of the
 * sink of the reverse direction. Blocks. Thread-safe.
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
    List<PrecheckItem> items =
        tables.stream().sorted().flatMap(table -> check(table).stream()).toList();
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, "writing to " + tables.size() + " column families"))
        : items;
  }

  private List<PrecheckItem> check(ObjectName table) {
    try {
      return FamilyName.of(table).map(this::check).orElseGet(() -> List.of(missing(table)));
    } catch (MigrationException e) {
      return List.of(
          PrecheckItem.failed(NAME, table.toString(), e.description(), e.code().remedy()));
    }
  }

  private List<PrecheckItem> check(FamilyName name) {
    TableDescriptor table = descriptor(name);
    ColumnFamilyDescriptor family = table.getColumnFamily(name.bytes());
    if (family == null) {
      return List.of(missing(name.object()));
    }
    if (!table.isReadOnly()) {
      writeNothing(name);
    }
    boolean keeps =
        !family.isNewVersionBehavior() && family.getKeepDeletedCells() != KeepDeletedCells.FALSE;
    return keeps ? List.of(keepsMarkers(name.object(), family)) : List.of();
  }

  private static PrecheckItem missing(ObjectName table) {
    return PrecheckItem.failed(
        NAME, table.toString(), "there is no such column family", "leave it out");
  }

  private static PrecheckItem keepsMarkers(ObjectName table, ColumnFamilyDescriptor family) {
    return PrecheckItem.warning(
        NAME,
        table.toString(),
        "KEEP_DELETED_CELLS is "
            + family.getKeepDeletedCells()
            + ", so a major compaction may keep the markers of deletes: a version that is"
            + " deleted and written again stays hidden, and ends the reverse direction",
        "set KEEP_DELETED_CELLS => FALSE before the switchover");
  }

  /**
   * Asks for a put where a cell has a value that none has. The server looks at the right to write
   * first, whoever decides about that there.
   */
  private void writeNothing(FamilyName name) {
    byte[] nobodys = Bytes.toBytes("openoms " + UUID.randomUUID());
    cluster.await(
        cluster
            .table(name.table())
            .checkAndMutate(
                CheckAndMutate.newBuilder(nobodys)
                    .ifEquals(name.bytes(), nobodys, nobodys)
                    .build(new Put(nobodys).addColumn(name.bytes(), nobodys, nobodys))),
        ErrorContext.of(name.object()),
        "trying whether cells can be written");
  }

  /** Who may read it may alter it, too: HBase asks for the same rights. */
  private TableDescriptor descriptor(FamilyName name) {
    return cluster.await(
        cluster.admin().getDescriptor(name.table()),
        ErrorContext.of(name.object()),
        "reading a table's definition");
  }
}
