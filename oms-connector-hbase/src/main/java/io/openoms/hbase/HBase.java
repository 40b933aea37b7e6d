package io.openoms.hbase;

import io.openoms.hbase.connection.ClusterAddress;
import io.openoms.hbase.log.peer.ListenAddress;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HBase cluster as a source, to which cells come back after a switchover. Its namespaces are the
 * databases of a project; each column family is a table, named {@code namespace.table$family}, and
 * {@code namespace.table} stands for all of them. Immutable: each method gives a changed copy. This
 * machine must reach every region server by the name that it registered in ZooKeeper.
 */
public final class HBase implements Endpoint {

  private static final String ZNODE = "/hbase";

  private final ClusterAddress address;
  private final Optional<String> listen;

  private HBase(ClusterAddress address, Optional<String> listen) {
    this.address = address;
    this.listen = listen;
  }

  /** The cluster whose ZooKeeper has those servers, as {@code host:port,host:port}. */
  public static HBase at(String zookeeper) {
    return new HBase(new ClusterAddress(zookeeper, ZNODE, Map.of()), Optional.empty());
  }

  /** Where the cluster stands in ZooKeeper; default {@code /hbase}. */
  public HBase znode(String path) {
    return new HBase(new ClusterAddress(address.zookeeper(), path, address.properties()), listen);
  }

  /**
   * Sets any property of HBase's client, such as those of its security; it wins over this library's
   * own. Files like {@code hbase-site.xml} on the class path are not read.
   */
  public HBase property(String name, String value) {
    return new HBase(address.property(name, value), listen);
  }

  /**
   * Where region servers deliver changes to this process, as {@code host:port} or {@code host}:
   * every region server must reach it. Default: this machine's address on the way to ZooKeeper, and
   * any free port. Only a project that follows changes listens.
   */
  public HBase listen(String hostAndPort) {
    return new HBase(address, Optional.of(hostAndPort));
  }

  @Override
  public String product() {
    return "hbase";
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(address.faults());
    if (listen.isPresent() && listen.flatMap(ListenAddress::parse).isEmpty()) {
      faults.add("listen takes an address of this machine, as host:port");
    }
    return faults;
  }

  /** A replication peer, and a node in ZooKeeper. */
  @Override
  public boolean keepsCapture() {
    return true;
  }

  /** It commits one row at a time, so nothing could be committed with a position. */
  @Override
  public boolean keepsState() {
    return false;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return HBaseSession.open(address, listen.flatMap(ListenAddress::parse), options.project());
  }

  /** The product, the address and the names of properties, without their values. */
  @Override
  public String toString() {
    return product() + " at " + address;
  }
}
