package io.openoms.testkit;

import io.openoms.testkit.internal.HBaseProcess;
import java.util.Map;

/**
 * An HBase of this JVM's own: version 2.6.4, one region server, ZooKeeper in the same process, all
 * on 127.0.0.1. It is reached by its ZooKeeper; its client library is not a part of this kit.
 * Thread-safe; it dies with the JVM, even when that is killed.
 *
 * <p>The archives are looked for in this order: a directory named by {@code OPENOMS_HBASE_HOME};
 * the cache {@code ${XDG_CACHE_HOME:-$HOME/.cache}/openoms}, filled by a download of 120 MB the
 * first time.
 *
 * <p>Life cycle: running when handed out; {@link #kill()} and {@link #restart()} any number of
 * times; {@link #close()} ends it and removes its data.
 */
public interface HBaseServer extends AutoCloseable {

  /**
   * Starts a server of the caller's own. Blocks until its master answers, some seconds.
   *
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  static HBaseServer start() {
    return start(Map.of());
  }

  /**
   * Starts a server of the caller's own with other properties.
   *
   * @param properties as in {@code hbase-site.xml}; they win over this kit's own
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  static HBaseServer start(Map<String, String> properties) {
    return HBaseProcess.start(properties);
  }

  /**
   * The one server of this JVM, started at the first call and closed when the JVM exits. Its {@code
   * close()} does nothing.
   *
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  static HBaseServer shared() {
    return HBaseProcess.shared();
  }

  /**
   * The address of its ZooKeeper, the same after a restart.
   *
   * @return {@code 127.0.0.1:PORT}
   */
  String zookeeper();

  /**
   * Says whether the server's process lives.
   *
   * @return whether it does; its master may still be starting
   */
  boolean isRunning();

  /**
   * The server's process, which a test may stop for a while (SIGSTOP) as a hang.
   *
   * @return its number
   */
  long pid();

  /**
   * Ends the process by SIGKILL and waits for its end. Keeps the data; what was not flushed to a
   * table's files may be lost, for a local file system does not promise more.
   */
  void kill();

  /**
   * Starts the server again on the same ZooKeeper port and data, after a {@link #kill()} when it
   * still runs. Blocks until its master answers.
   *
   * @throws TestServerException when it does not start
   */
  void restart();

  /** Ends the server and removes its data. Does nothing the second time. */
  @Override
  void close();
}
