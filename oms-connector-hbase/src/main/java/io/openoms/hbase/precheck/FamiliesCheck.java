package io.openoms.hbase.precheck;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.catalog.HBaseCatalog;
import io.openoms.hbase.connection.CellStream;
import io.openoms.hbase.connection.Cluster;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.hbase.client.Scan;

/**
 * SOURCE_FAMILIES: whether each family can be read by this user, and what of it a copy cannot keep
 * true. Blocks. Thread-safe.
 */
public final class FamiliesCheck implements Precheck {

  private static final String NAME = "SOURCE_FAMILIES";

  private final Cluster cluster;

  /** Asks that cluster. */
  public FamiliesCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    HBaseCatalog catalog = new HBaseCatalog(cluster);
    for (ObjectName name : scope.tables().keySet().stream().sorted().toList()) {
      try {
        FamilyName.of(name).ifPresent(this::read);
        catalog
            .table(name)
            .flatMap(CellTable::of)
            .ifPresent(family -> look(family, scope.phases(), items));
      } catch (MigrationException e) {
        items.add(PrecheckItem.failed(NAME, name.toString(), e.description(), e.code().remedy()));
      }
    }
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, scope.tables().size() + " column families"))
        : items;
  }

  /** One cell is read of each: a right cannot be asked for where it is decided by a coprocessor. */
  private void read(FamilyName family) {
    Scan scan = new Scan().addFamily(family.bytes()).setCacheBlocks(false).setOneRowLimit();
    try (CellStream stream =
        cluster.scan(
            family.table(), scan.setAllowPartialResults(true), ErrorContext.of(family.object()))) {
      stream.next();
    }
  }

  private static void look(CellTable family, Set<Phase> phases, List<PrecheckItem> items) {
    if (family.timeToLive().isPresent()) {
      items.add(expiring(family));
    }
    if (family.versions().isPresent() && phases.contains(Phase.INCREMENTAL)) {
      items.add(limited(family));
    }
  }

  private static PrecheckItem limited(CellTable family) {
    return PrecheckItem.warning(
        NAME,
        family.name().toString(),
        "it keeps "
            + family.versions().getAsInt()
            + " versions of a cell, and the target keeps all that are followed until it removes them"
            + " itself; a verification reports them as extra",
        "let the target remove versions beyond that number");
  }

  private static PrecheckItem expiring(CellTable family) {
    return PrecheckItem.warning(
        NAME,
        family.name().toString(),
        "its cells expire after "
            + family.timeToLive().getAsLong()
            + " s; SQL at the target shows"
            + " them until the target removes them, and a verification reports them as extra",
        "let the target remove expired rows, or verify soon after the copy");
  }
}
