package io.openoms.testkit;

import io.openoms.testkit.internal.KafkaProcess;
import java.util.Map;

/**
 * A Kafka of this JVM's own: version 4.1.2, one broker that is its own controller, on 127.0.0.1,
 * which makes no topic by itself. Its client library is not a part of this kit. Thread-safe; it
 * dies with the JVM, even when that is killed.
 *
 * <p>The archives are looked for in this order: a directory named by {@code OPENOMS_KAFKA_HOME};
 * the cache {@code ${XDG_CACHE_HOME:-$HOME/.cache}/openoms}, filled by a download of 45 MB the
 * first time.
 *
 * <p>Life cycle: running when handed out; {@link #kill()} and {@link #restart()} any number of
 * times; {@link #close()} ends it and removes its data.
 */
public interface KafkaServer extends AutoCloseable {

  /**
   * Starts a server of the caller's own. Blocks until clients can connect, some seconds.
   *
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  static KafkaServer start() {
    return KafkaProcess.start(Map.of());
  }

  /**
   * The one server of this JVM, started at the first call and closed when the JVM exits. Its {@code
   * close()} does nothing.
   *
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  static KafkaServer shared() {
    return KafkaProcess.shared();
  }

  /**
   * The broker's address, the same after a restart.
   *
   * @return {@code 127.0.0.1:PORT}
   */
  String bootstrap();

  /**
   * Says whether the server's process lives.
   *
   * @return whether it does
   */
  boolean isRunning();

  /** Ends the process by SIGKILL and waits for its end. Keeps the data. */
  void kill();

  /**
   * Starts the server again on the same port and data, after a {@link #kill()} when it still runs.
   * Blocks until clients can connect.
   *
   * @throws TestServerException when it does not start
   */
  void restart();

  /** Ends the server and removes its data. Does nothing the second time. */
  @Override
  void close();
}
