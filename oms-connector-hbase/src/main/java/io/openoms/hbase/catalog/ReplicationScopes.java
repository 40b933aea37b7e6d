package io.openoms.hbase.catalog;

import io.openoms.error.ErrorContext;
import io.openoms.hbase.connection.Cluster;
import java.util.Optional;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;

/** Which families the source replicates: those with REPLICATION_SCOPE 1. Blocks. Thread-safe. */
public final class ReplicationScopes {

  private final Cluster cluster;

  /** Asks that cluster's master. */
  public ReplicationScopes(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What keeps a family's changes from being delivered, as a part of a sentence. */
  public Optional<String> fault(FamilyName family) {
    ColumnFamilyDescriptor found =
        cluster
            .await(
                cluster.admin().getDescriptor(family.table()),
                ErrorContext.of(family.object()),
                "reading a table's definition")
            .getColumnFamily(family.bytes());
    return found != null && found.getScope() == HConstants.REPLICATION_SCOPE_GLOBAL
        ? Optional.empty()
        : Optional.of(
            "its REPLICATION_SCOPE is not 1, so HBase delivers no changes of it; alter '"
                + family.table()
                + "', {NAME => '"
                + family.family()
                + "', REPLICATION_SCOPE => 1}");
  }
}
