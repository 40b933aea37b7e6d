package io.openoms.hbase.log.peer;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.connection.ClusterAddress;
import io.openoms.hbase.connection.Keeper;
import io.openoms.hbase.error.HBaseError;
import io.openoms.hbase.error.PeerError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.replication.ReplicationPeerConfig;
import org.apache.hadoop.hbase.replication.ReplicationPeerConfigBuilder;
import org.apache.hadoop.hbase.replication.ReplicationPeerDescription;

/** The replication peer of a project, at the source's master. Blocks. Thread-safe. */
public final class Peer {

  private static final String IDENTITY = "openoms.identity";
  private static final String RUN = "openoms.run";

  private final Cluster cluster;
  private final ClusterAddress address;
  private final PeerNames names;

  /** The peer of that name. */
  public Peer(Cluster cluster, ClusterAddress address, PeerNames names) {
    this.cluster = cluster;
    this.address = address;
    this.names = names;
  }

  /** A connection to ZooKeeper, which the caller closes. */
  public Keeper keeper() {
    return Keeper.connect(address);
  }

  /** The project's place there. */
  public PeerPlace place(Keeper keeper) {
    return new PeerPlace(keeper, names);
  }

  /** The log files that the source has still to deliver. */
  LogFiles files(Keeper keeper) {
    return LogFiles.read(keeper, address.znode(), names.peer());
  }

  /** All tables refuse writes now, or are about to take them. Blocks. */
  public void frozen(boolean frozen) {
    try (Keeper keeper = keeper()) {
      place(keeper).frozen(frozen);
    }
  }

  /**
   * How far each region was written, as long as the project keeps its tables from being written.
   */
  Map<String, Long> ends(Keeper keeper) {
    PeerPlace place = place(keeper);
    Map<String, Long> ends = place.isFrozen() ? RegionEnds.of(cluster, tables()) : Map.of();
    return place.isFrozen() ? ends : Map.of();
  }

  /** Whether all regions were answered to the ends that a mark knows. */
  boolean areDelivered(Mark mark, Keeper keeper) {
    return RegionEnds.areDelivered(mark.ends(), keeper, address.znode(), names.peer());
  }

  String name() {
    return names.peer();
  }

  /** The peer as it is; empty when there is none. */
  Optional<ReplicationPeerConfig> find() {
    return cluster
        .await(
            cluster.admin().listReplicationPeers(),
            ErrorContext.none(),
            "listing replication peers")
        .stream()
        .filter(peer -> peer.getPeerId().equals(names.peer()))
        .map(ReplicationPeerDescription::getPeerConfig)
        .findFirst();
  }

  /** The tables that it delivers; none where there is no such peer. */
  public Set<TableName> tables() {
    return find()
        .map(ReplicationPeerConfig::getTableCFsMap)
        .map(Map::keySet)
        .map(Set::copyOf)
        .orElse(Set.of());
  }

  /**
   * Requires that the peer is there and is the one that belongs to the place.
   *
   * @throws MigrationException PEER_GONE
   */
  public void require(PeerPlace place) {
    Optional<String> identity = place.identity();
    boolean isOwn =
        identity.isPresent()
            && find().map(peer -> peer.getConfiguration().get(IDENTITY)).equals(identity);
    if (!isOwn) {
      throw gone();
    }
  }

  MigrationException gone() {
    return new MigrationException(
        PeerError.PEER_GONE,
        ErrorContext.none(),
        "the replication peer "
            + names.peer()
            + ", or the node "
            + names.znode()
            + " in ZooKeeper, was removed or replaced");
  }

  boolean belongsTo(ReplicationPeerConfig peer, String identity) {
    return identity.equals(peer.getConfiguration().get(IDENTITY));
  }

  /** Whether a peer delivers to the project's place, whoever made it. */
  boolean leadsHere(ReplicationPeerConfig peer) {
    return clusterKey().equals(peer.getClusterKey());
  }

  /**
   * Makes the peer, or gives it those families; in both cases region servers begin to send anew.
   */
  void deliver(
      Collection<FamilyName> families, String identity, Optional<ReplicationPeerConfig> known) {
    Map<TableName, List<String>> tables =
        families.stream()
            .collect(
                Collectors.groupingBy(
                    FamilyName::table,
                    Collectors.mapping(FamilyName::family, Collectors.toList())));
    ReplicationPeerConfigBuilder builder =
        known
            .map(ReplicationPeerConfig::newBuilder)
            .orElseGet(() -> ReplicationPeerConfig.newBuilder().setClusterKey(clusterKey()));
    ReplicationPeerConfig wanted =
        builder
            .setReplicateAllUserTables(false)
            .setTableCFsMap(tables)
            .setSerial(true)
            .putConfiguration(IDENTITY, identity)
            // A changed property has the sources made anew, so none sleeps after many failures.
            .putConfiguration(RUN, Long.toString(System.currentTimeMillis()))
            .build();
    cluster.await(
        known.isPresent()
            ? cluster.admin().updateReplicationPeerConfig(names.peer(), wanted)
            : cluster.admin().addReplicationPeer(names.peer(), wanted),
        ErrorContext.none(),
        "preparing the replication peer " + names.peer());
  }

  /** {@code host:port,…:port:/znode}; each server has its own port in it. */
  private String clusterKey() {
    String[] servers = address.zookeeper().split(",", -1);
    String port = servers[0].substring(servers[0].indexOf(':') + 1);
    String hosts =
        servers.length == 1
            ? servers[0].substring(0, servers[0].indexOf(':'))
            : address.zookeeper();
    return hosts + ":" + port + ":" + names.znode();
  }

  void remove() {
    try {
      cluster.await(
          cluster.admin().removeReplicationPeer(names.peer()),
          ErrorContext.none(),
          "removing the replication peer " + names.peer());
    } catch (MigrationException e) {
      if (e.code() != HBaseError.HBASE_REQUEST_FAILED || find().isPresent()) {
        throw e;
      }
    }
  }

  /** Ends the log file that each region server writes, so that what it holds can be waited for. */
  Collection<String> rollLogs() {
    Collection<ServerName> servers =
        cluster.await(
            cluster.admin().getRegionServers(), ErrorContext.none(), "listing region servers");
    for (ServerName server : servers) {
      cluster.await(
          cluster.admin().rollWALWriter(server),
          ErrorContext.none(),
          "ending the log file of " + server);
    }
    return servers.stream().map(ServerName::getServerName).toList();
  }
}
