package io.openoms.testkit;

import io.openoms.testkit.internal.ServerKind;
import io.openoms.testkit.internal.ServerLauncher;
import io.openoms.testkit.internal.SharedServers;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of server and its command line options, before it runs. Immutable and thread-safe.
 *
 * <p>Defaults: a free port on 127.0.0.1, root with an empty password, binlog on (row format, full
 * image and metadata, GTIDs where they exist), small buffers, no fsync on commit. PostgreSQL: the
 * user {@code postgres} without a password, others with theirs; {@code wal_level=logical}; prepared
 * transactions allowed.
 */
public final class ServerSpec {
  private final ServerKind kind;
  private final List<String> options;
  private final boolean hostile;

  private ServerSpec(ServerKind kind, List<String> options, boolean hostile) {
    this.kind = kind;
    this.options = List.copyOf(options);
    this.hostile = hostile;
  }

  static ServerSpec of(ServerKind kind) {
    return new ServerSpec(kind, List.of(), false);
  }

  /**
   * Adds an option of the server program; a later one wins over an earlier and over the defaults.
   *
   * @param option as on the command line, for example {@code --binlog_row_image=MINIMAL}
   * @return a new specification
   */
  public ServerSpec option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new ServerSpec(kind, more, hostile);
  }

  /**
   * Leaves row metadata and GTIDs as the server itself has them by default (MySQL: {@code MINIMAL},
   * off; MariaDB: {@code NO_LOG}, not strict). The binlog stays on, in row format. PostgreSQL
   * writes a log without logical changes ({@code wal_level=replica}) by default.
   *
   * @return a new specification
   */
  public ServerSpec withServerDefaults() {
    List<String> more = new ArrayList<>(options);
    more.addAll(kind.serverDefaults());
    return new ServerSpec(kind, more, hostile);
  }

  /**
   * Has the server begin every session with settings that change what statements give or do: few
   * rows, short times, a low isolation, other quotes, another zone. {@link
   * DatabaseServer#connect()} gives sessions with the usual ones all the same.
   *
   * @return a new specification; of every kind but MySQL 5.6
   */
  public ServerSpec hostile() {
    return new ServerSpec(kind, options, true);
  }

  /**
   * Starts a server of the caller's own; the caller closes it. Blocks until it answers, at the
   * first use until it is installed (minutes).
   *
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  public DatabaseServer start() {
    return ServerLauncher.start(kind, options, hostile);
  }

  /**
   * The one server of this kind with these options in this JVM, started at the first call and
   * closed when the JVM exits. Its {@code close()} does nothing, for others may be using it; a test
   * that kills it must restart it.
   *
   * @return the running server
   * @throws TestServerException when it cannot be installed or does not start
   */
  public DatabaseServer shared() {
    return SharedServers.get(kind, options, hostile);
  }
}
