package io.openoms.hbase.log;

import io.openoms.hbase.catalog.ReplicationScopes;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.connection.ClusterAddress;
import io.openoms.hbase.log.peer.ListenAddress;
import io.openoms.hbase.log.peer.Peer;
import io.openoms.hbase.log.peer.PeerNames;
import io.openoms.hbase.log.peer.PeerSetup;
import io.openoms.hbase.log.precheck.PeerCheck;
import io.openoms.hbase.log.reader.PeerLog;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import java.util.Optional;
import java.util.function.Supplier;

/** The roles of a session that have to do with the log. Thread-safe. */
public final class LogRoles {

  private final Peer peer;
  private final ReplicationScopes scopes;
  private final PeerLog log;
  private final Cluster cluster;
  private final ClusterAddress address;
  private final Supplier<ListenAddress> listen;

  /**
   * The roles of a project's session.
   *
   * @param listen where region servers deliver; empty for this machine's address on the way to
   *     ZooKeeper
   * @param clusterId the identity of the source
   */
  public LogRoles(
      Cluster cluster,
      ClusterAddress address,
      Optional<ListenAddress> listen,
      PeerNames names,
      String clusterId) {
    this.cluster = cluster;
    this.address = address;
    this.listen = () -> listen.orElseGet(() -> ListenAddress.towards(address.zookeeper()));
    this.peer = new Peer(cluster, address, names);
    this.scopes = new ReplicationScopes(cluster);
    this.log = new PeerLog(cluster, peer, names, this.listen, clusterId);
  }

  /** The log. */
  public ChangeLog changeLog() {
    return log;
  }

  /** Makes and removes the peer. */
  public CaptureSetup captureSetup() {
    return new PeerSetup(peer, scopes);
  }

  /** The project's peer, which names the tables that are followed. */
  public Peer peer() {
    return peer;
  }

  /** Whether the log can be followed. */
  public Precheck precheck(ServerFacts facts) {
    return new PeerCheck(cluster, address, listen, facts);
  }
}
