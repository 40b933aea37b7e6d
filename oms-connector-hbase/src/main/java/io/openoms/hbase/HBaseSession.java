package io.openoms.hbase;

import io.openoms.error.ErrorContext;
import io.openoms.hbase.catalog.HBaseCatalog;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.connection.ClusterAddress;
import io.openoms.hbase.gate.ReadOnlyGate;
import io.openoms.hbase.log.LogRoles;
import io.openoms.hbase.log.peer.ListenAddress;
import io.openoms.hbase.log.peer.PeerNames;
import io.openoms.hbase.precheck.FamiliesCheck;
import io.openoms.hbase.precheck.HiddenCellsCheck;
import io.openoms.hbase.precheck.VersionCheck;
import io.openoms.hbase.precheck.WayBackCheck;
import io.openoms.hbase.sink.CellFamilies;
import io.openoms.hbase.sink.HBaseRowSink;
import io.openoms.hbase.snapshot.HBaseSnapshot;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.WriteGate;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.ClusterMetrics;

/** A session at a cluster: one connection, which all roles share. Thread-safe. */
final class HBaseSession implements EndpointSession {

  private final Cluster cluster;
  private final LogRoles log;
  private final ServerFacts facts;
  private final String clusterId;

  private HBaseSession(Cluster cluster, LogRoles log, ClusterMetrics metrics) {
    this.cluster = cluster;
    this.log = log;
    this.clusterId = metrics.getClusterId();
    this.facts =
        new ServerFacts(
            "HBase",
            metrics.getHBaseVersion(),
            // Names are told apart by case, always.
            Map.of("lower_case_table_names", "0"),
            Set.of(),
            Set.of(),
            Optional.empty());
  }

  /**
   * Connects and asks the master what it is. Blocks.
   *
   * @param listen where region servers deliver changes; empty for an address that is found
   * @param project the project's name, for what is made at the source
   */
  static HBaseSession open(ClusterAddress address, Optional<ListenAddress> listen, String project) {
    Cluster cluster = Cluster.connect(address);
    try {
      ClusterMetrics metrics =
          cluster.await(
              cluster
                  .admin()
                  .getClusterMetrics(
                      EnumSet.of(
                          ClusterMetrics.Option.HBASE_VERSION, ClusterMetrics.Option.CLUSTER_ID)),
              ErrorContext.none(),
              "asking HBase's master");
      return new HBaseSession(
          cluster,
          new LogRoles(cluster, address, listen, PeerNames.of(project), metrics.getClusterId()),
          metrics);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  @Override
  public ServerFacts facts() {
    return facts;
  }

  /** The number that the cluster got when it was made. */
  @Override
  public Optional<String> identity() {
    return Optional.of(clusterId);
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(new HBaseCatalog(cluster));
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(new HBaseSnapshot(cluster));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(log.changeLog());
  }

  @Override
  public Optional<CaptureSetup> captureSetup() {
    return Optional.of(log.captureSetup());
  }

  /** Takes back what was written elsewhere after a switchover. */
  @Override
  public Optional<SchemaTarget> schemaTarget() {
    return Optional.of(new CellFamilies());
  }

  @Override
  public Optional<RowSink> rowSink() {
    return Optional.of(new HBaseRowSink(cluster));
  }

  @Override
  public Optional<WriteGate> writeGate() {
    return Optional.of(new ReadOnlyGate(cluster, log.peer()));
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    Precheck back = new WayBackCheck(cluster, use);
    if (use == EndpointUse.SINK) {
      return List.of(new VersionCheck(facts), back);
    }
    return List.of(
        back,
        new VersionCheck(facts),
        log.precheck(facts),
        new FamiliesCheck(cluster),
        new HiddenCellsCheck(cluster));
  }

  @Override
  public void abort() {
    cluster.close();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
