package io.openoms.testkit.tidb;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.TestServerException;
import io.openoms.testkit.internal.ForwardedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A front on 127.0.0.1 before a MySQL, which answers as TiDB would; what of TiDB it is and what not
 * says the package. Whatever is to count for its timestamps must be written through it.
 * Thread-safe; {@link #close()} ends the front and leaves the server alone.
 */
public final class TiDbStandIn extends ForwardedServer {

  /** As a TiDB of 2025 names itself. */
  public static final String VERSION = "8.0.11-TiDB-v8.5.1";

  private final DatabaseServer server;
  private final String version;
  private final boolean comparesBytes;
  private final OwnVariables globals;
  private final ShownTables shown;
  private final CommitGate gate = new CommitGate();
  private final TsoClock clock = new TsoClock();
  private final ReadOnlyMode readOnly;
  private final AtomicInteger servers = new AtomicInteger(1);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Failure> failures = ConcurrentHashMap.newKeySet();
  private final Set<Change> changes = ConcurrentHashMap.newKeySet();
  private final ServerSocket listener;

  /** An error that is to meet one statement. */
  private record Failure(Predicate<String> statement, Refusal refusal) {}

  /** A statement that takes the place of one. */
  private record Change(Predicate<String> statement, String instead) {}

  private TiDbStandIn(DatabaseServer server, String version, boolean comparesBytes) {
    super(server);
    this.server = server;
    this.version = version;
    this.comparesBytes = comparesBytes;
    this.globals = OwnVariables.global(version);
    this.shown = new ShownTables(server, comparesBytes);
    this.readOnly = new ReadOnlyMode(globals);
    try {
      listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    } catch (IOException e) {
      throw new TestServerException("No port for a front", e);
    }
    daemon("tidb-stand-in-accept", this::accept);
  }

  /**
   * A front before a MySQL 8.0 or later.
   *
   * @param server the server, by its administrator; it stays the caller's
   * @return the front, listening
   */
  public static TiDbStandIn before(DatabaseServer server) {
    return new TiDbStandIn(server, VERSION, false);
  }

  /**
   * The same of another version.
   *
   * @param server the server
   * @param version as {@code VERSION()} says
   * @return the front, listening
   */
  public static TiDbStandIn before(DatabaseServer server, String version) {
    return new TiDbStandIn(server, version, false);
  }

  /**
   * A cluster from before TiDB 6.0, which compares all texts by their bytes: each collation of
   * utf8mb4 becomes {@code utf8mb4_bin} behind the front, and is shown as {@code
   * utf8mb4_general_ci}.
   *
   * @param server the server
   * @return the front, listening
   */
  public static TiDbStandIn comparingBytes(DatabaseServer server) {
    return new TiDbStandIn(server, VERSION, true);
  }

  /**
   * Has SHOW CREATE TABLE show a comment.
   *
   * @param table {@code database.table}
   * @param line how the line begins at whose end it stands: a column in backticks, {@code UNIQUE
   *     KEY `a`}, or {@code )} for the table's options
   * @param comment such as {@code /*T![auto_rand] AUTO_RANDOM(5) *}{@code /}
   */
  public void comment(String table, String line, String comment) {
    shown.comment(table, line, comment);
  }

  /**
   * Has SHOW CREATE TABLE show a whole statement.
   *
   * @param table {@code database.table}
   * @param statement the statement
   */
  public void show(String table, String statement) {
    shown.statement(table, statement);
  }

  /**
   * Says of a table that TiFlash has a replica of it.
   *
   * @param table {@code database.table}
   */
  public void replicateInTiFlash(String table) {
    shown.replicate(table);
  }

  /**
   * Gives all sessions that begin from now on another value of one of TiDB's own variables, of
   * those too that only sessions have.
   *
   * @param name the variable
   * @param value its value
   */
  public void global(String name, String value) {
    if (!globals.has(name)) {
      throw new IllegalArgumentException("none of TiDB's own: " + name);
    }
    globals.set(name, value);
  }

  /**
   * Says of the cluster that it has more servers than this one.
   *
   * @param count how many
   */
  public void servers(int count) {
    servers.set(count);
  }

  /**
   * Refuses one statement, the first that fits.
   *
   * @param statement chooses it
   * @param refusal the error
   */
  public void failOnce(Predicate<String> statement, Refusal refusal) {
    failures.add(new Failure(statement, refusal));
  }

  /**
   * Shows each statement to a watcher, before it is sent.
   *
   * @param watcher its answer counts for nothing
   */
  public void watch(Predicate<String> watcher) {
    failures.add(new Failure(watcher.and(sql -> false), Refusal.of(0, "")));
  }

  /**
   * Sends another statement in place of one, the first that fits.
   *
   * @param statement chooses it
   * @param instead what MySQL is sent, as it is
   */
  public void insteadOnce(Predicate<String> statement, String instead) {
    changes.add(new Change(statement, instead));
  }

  /**
   * A timestamp. What readers see from now on holds every transaction that committed at or before
   * it; those that commit later do so after it. Blocks on the statements that are at work.
   *
   * @return the timestamp
   */
  public long tso() {
    long now = clock.next();
    try {
      gate.awaitThoseAtWork();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted", e);
    }
    return now;
  }

  Optional<Refusal> failure(String sql) {
    return failures.stream()
        .filter(failure -> failure.statement().test(sql))
        .findFirst()
        .filter(failures::remove)
        .map(Failure::refusal);
  }

  Optional<String> instead(String sql) {
    return changes.stream()
        .filter(change -> change.statement().test(sql))
        .findFirst()
        .filter(changes::remove)
        .map(Change::instead);
  }

  Rewriting rewriting() {
    return new Rewriting(globals, shown, this::tso, servers::get, comparesBytes);
  }

  ReadOnlyMode readOnly() {
    return readOnly;
  }

  CommitGate gate() {
    return gate;
  }

  TsoClock clock() {
    return clock;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:mysql://127.0.0.1:" + port() + "/";
  }

  @Override
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning() && !listener.isClosed();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new TestServerException("Cannot close " + this, e);
    }
  }

  @Override
  public String toString() {
    return "a stand-in for TiDB on port " + port() + " before " + server;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        connect(client);
      } catch (IOException e) {
        // The listener was closed, or nobody is behind it: the client sees a closed connection.
      }
    }
  }

  // The connection's threads close both sockets.
  @SuppressWarnings("resource")
  private void connect(Socket client) throws IOException {
    Socket behind;
    try {
      behind = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port());
    } catch (IOException e) {
      client.close();
      throw e;
    }
    sockets.add(behind);
    client.setTcpNoDelay(true);
    behind.setTcpNoDelay(true);
    FrontConnection connection = new FrontConnection(client, behind, this);
    daemon(
        "tidb-stand-in-answers",
        () -> {
          connection.answers();
          sockets.remove(client);
          sockets.remove(behind);
        });
    daemon("tidb-stand-in-questions", connection::questions);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
