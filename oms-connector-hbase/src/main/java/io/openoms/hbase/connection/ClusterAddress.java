package io.openoms.hbase.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.security.User;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * How a cluster is reached. Immutable; {@code toString} shows no value of a property, for one of
 * them may be a secret.
 *
 * @param zookeeper the servers of its ZooKeeper, as {@code host:port,…}
 * @param znode where the cluster stands there
 * @param properties properties of HBase's client, which win over this library's own
 */
public record ClusterAddress(String zookeeper, String znode, Map<String, String> properties) {

  /**
   * A request that fails is tried again for these times, so that a region that moves is waited for,
   * and a hang ends. The client's own defaults wait for 20 minutes.
   */
  private static final Map<String, String> LIMITS =
      Map.ofEntries(
          Map.entry("hbase.client.retries.number", "8"),
          Map.entry("hbase.client.pause", "100"),
          Map.entry("hbase.rpc.timeout", "20000"),
          Map.entry("hbase.rpc.read.timeout", "20000"),
          Map.entry("hbase.client.operation.timeout", "45000"),
          Map.entry("hbase.client.meta.operation.timeout", "45000"),
          Map.entry("hbase.client.scanner.timeout.period", "45000"),
          Map.entry("zookeeper.recovery.retry", "3"),
          Map.entry("zookeeper.session.timeout", "30000"));

  private static final String AUTHENTICATION = "hbase.security.authentication";
  private static final String SIMPLE = "simple";

  public ClusterAddress {
    properties = Map.copyOf(properties);
  }

  /** The same with one more property. */
  public ClusterAddress property(String name, String value) {
    Map<String, String> more = new TreeMap<>(properties);
    more.put(name, value);
    return new ClusterAddress(zookeeper, znode, more);
  }

  /** What is wrong with it, as sentences. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!zookeeper.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
      faults.add("zookeeper takes addresses, as host:port,host:port");
    }
    if (!znode.matches("(/[^/\\s]+)+")) {
      faults.add("znode takes a path, as /hbase");
    }
    return faults;
  }

  /**
   * Begins to connect, as the user of this process where the cluster asks for no proof of that.
   * Hadoop's own look for the user would fail on Java 24 and later, and holds for the whole JVM; it
   * is made where the properties ask for another way to log in.
   */
  CompletableFuture<AsyncConnection> connect() {
    Configuration configuration = configuration();
    return isWithoutProof()
        ? ConnectionFactory.createAsyncConnection(
            configuration,
            User.create(UserGroupInformation.createRemoteUser(System.getProperty("user.name"))))
        : ConnectionFactory.createAsyncConnection(configuration);
  }

  /** Whether the cluster asks for no proof of who is who. */
  public boolean isWithoutProof() {
    return properties.getOrDefault(AUTHENTICATION, SIMPLE).equalsIgnoreCase(SIMPLE);
  }

  /** The client's configuration. Files of the host's class path have no part in it. */
  private Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.addResource("hbase-default.xml");
    LIMITS.forEach(configuration::set);
    configuration.set("hbase.zookeeper.quorum", zookeeper);
    configuration.set("zookeeper.znode.parent", znode);
    configuration.set(
        "hbase.client.registry.impl", "org.apache.hadoop.hbase.client.ZKConnectionRegistry");
    // Without a name each connection has event loops of its own, which end with it.
    configuration.set("hbase.rpc.client.event-loop.config", "");
    properties.forEach(configuration::set);
    return configuration;
  }

  @Override
  public String toString() {
    return zookeeper + znode + (properties.isEmpty() ? "" : " " + properties.keySet());
  }
}
