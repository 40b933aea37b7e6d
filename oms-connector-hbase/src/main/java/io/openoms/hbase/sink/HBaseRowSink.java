package io.openoms.hbase.sink;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.CellStream;
import io.openoms.hbase.connection.Cluster;
import io.openoms.spi.Delivery;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.util.Set;
import org.apache.hadoop.hbase.client.Scan;

/**
 * Takes cells back that were written elsewhere after a switchover. Thread-safe.
 *
 * <p>HBase commits one row at a time, so the position is stored apart from the cells and behind
 * them, and after a crash the last window is written once more. That ends in the same cells, since
 * each change carries its time stamp: a put overwrites the very version, a delete removes that one.
 * It would not if somebody else had written the same version in between; applications write at the
 * other end by then.
 *
 * <p>A delete of a version leaves a marker that hides a later put of the same version until a major
 * compaction (not in families with NEW_VERSION_BEHAVIOR). Such a put is noticed: each put is looked
 * for after it was written.
 */
public final class HBaseRowSink implements RowSink {

  private final Cluster cluster;

  /** Writes over that connection. */
  public HBaseRowSink(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Delivery delivery() {
    return Delivery.IDEMPOTENT;
  }

  @Override
  public Set<SinkCapability> capabilities() {
    return Set.of();
  }

  @Override
  public boolean runsTriggers() {
    return false;
  }

  @Override
  public SinkConnection connect() {
    return new SinkConnection() {
      @Override
      public SinkTransaction begin() {
        return new CellTransaction(cluster);
      }

      @Override
      public void close() {
        // All of them share the cluster's connection.
      }
    };
  }

  @Override
  public boolean isEmpty(ObjectName table) {
    FamilyName name = FamilyName.of(table).orElseThrow();
    Scan scan = new Scan().addFamily(name.bytes()).setCacheBlocks(false).setOneRowLimit();
    try (CellStream cells =
        cluster.scan(
            name.table(), scan.setAllowPartialResults(true), ErrorContext.of(name.object()))) {
      return cells.next() == null;
    }
  }
}
