package io.openoms.hbase.connection;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.HBaseFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * A connection to the cluster's ZooKeeper, for nodes of this library's own. Each call blocks for
 * the time of a session at the most. Thread-safe.
 */
public final class Keeper implements AutoCloseable {

  private static final Duration SESSION = Duration.ofSeconds(15);
  private static final byte[] NOTHING = {};

  private final ZooKeeper zookeeper;

  private Keeper(ZooKeeper zookeeper) {
    this.zookeeper = zookeeper;
  }

  /** Something that ZooKeeper does. */
  private interface Request<T> {
    T send() throws KeeperException, InterruptedException;
  }

  /** Connects. Blocks until ZooKeeper has answered. */
  public static Keeper connect(ClusterAddress address) {
    CountDownLatch connected = new CountDownLatch(1);
    try {
      ZooKeeper zookeeper =
          new ZooKeeper(
              address.zookeeper(),
              (int) SESSION.toMillis(),
              event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                  connected.countDown();
                }
              });
      Keeper keeper = new Keeper(zookeeper);
      if (!connected.await(SESSION.toMillis(), TimeUnit.MILLISECONDS)) {
        keeper.close();
        throw failure(new TimeoutException("no answer for " + SESSION.toSeconds() + " s"));
      }
      return keeper;
    } catch (IOException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  private static MigrationException failure(Exception cause) {
    return HBaseFailures.of(cause, ErrorContext.none(), "asking ZooKeeper");
  }

  private static <T> T ask(Request<T> request) {
    try {
      return request.send();
    } catch (KeeperException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  /** A node's data; empty when there is no such node. */
  public Optional<byte[]> read(String path) {
    return ask(
        () -> {
          try {
            return Optional.of(zookeeper.getData(path, false, null));
          } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
          }
        });
  }

  /** The names of a node's children; none when there is no such node. */
  public List<String> children(String path) {
    return ask(
        () -> {
          try {
            return zookeeper.getChildren(path, false).stream().sorted().toList();
          } catch (KeeperException.NoNodeException e) {
            return List.of();
          }
        });
  }

  /** Makes a node where there is none, and those above it. */
  public void make(String path) {
    int parent = path.lastIndexOf('/');
    if (parent > 0) {
      make(path.substring(0, parent));
    }
    create(path, NOTHING, CreateMode.PERSISTENT);
  }

  /** Makes a node that ends with this connection; one that is there is another connection's. */
  public void makeBound(String path) {
    delete(path);
    create(path, NOTHING, CreateMode.EPHEMERAL);
  }

  private void create(String path, byte[] data, CreateMode mode) {
    ask(
        () -> {
          try {
            return zookeeper.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
          } catch (KeeperException.NodeExistsException e) {
            return path;
          }
        });
  }

  /** Makes a node whose name ends with a number that rises; gives its name. */
  public String makeNumbered(String path, byte[] data) {
    String made =
        ask(
            () ->
                zookeeper.create(
                    path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL));
    return made.substring(made.lastIndexOf('/') + 1);
  }

  /** Sets a node's data, and makes it where there is none. */
  public void write(String path, byte[] data) {
    make(path);
    ask(() -> zookeeper.setData(path, data, -1));
  }

  /**
   * Sets a node's data if another node is there, both in one step.
   *
   * @throws MigrationException HBASE_UNREACHABLE when it is not: it ended with its connection, or
   *     somebody took its place
   */
  public void writeUnder(String bound, String path, byte[] data) {
    ask(() -> zookeeper.multi(List.of(Op.check(bound, -1), Op.setData(path, data, -1))));
  }

  /** Removes a node and all below it; one that is not there is no error. */
  public void delete(String path) {
    children(path).forEach(child -> delete(path + "/" + child));
    ask(
        () -> {
          try {
            zookeeper.delete(path, -1);
          } catch (KeeperException.NoNodeException e) {
            return path; // it has gone by itself
          }
          return path;
        });
  }

  @Override
  public void close() {
    try {
      zookeeper.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
