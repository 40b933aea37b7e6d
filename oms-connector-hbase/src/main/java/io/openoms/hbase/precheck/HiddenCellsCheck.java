package io.openoms.hbase.precheck;

import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.connection.Cluster;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.hbase.client.security.SecurityCapability;

/**
 * SOURCE_HIDDEN_CELLS: whether the server hides cells from users by labels or by lists of rights in
 * the cells. It does so without a word. Blocks. Thread-safe.
 */
public final class HiddenCellsCheck implements Precheck {

  private static final String NAME = "SOURCE_HIDDEN_CELLS";
  private static final Set<SecurityCapability> HIDING =
      Set.of(SecurityCapability.CELL_VISIBILITY, SecurityCapability.CELL_AUTHORIZATION);

  private final Cluster cluster;

  /** Asks that cluster's master. */
  public HiddenCellsCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<SecurityCapability> found;
    try {
      found =
          cluster.await(
              cluster.admin().getSecurityCapabilities(),
              ErrorContext.none(),
              "asking for the server's security");
    } catch (MigrationException e) {
      return List.of(PrecheckItem.skipped(NAME, "labels and rights of cells", e.description()));
    }
    return List.of(
        found.stream().anyMatch(HIDING::contains)
            ? PrecheckItem.warning(
                NAME,
                "labels and rights of cells",
                "the server hides cells that the user may not see, and labels, rights and other"
                    + " tags of cells are not carried",
                "migrate as a user who may see all cells")
            : PrecheckItem.passed(NAME, "labels and rights of cells"));
  }
}
