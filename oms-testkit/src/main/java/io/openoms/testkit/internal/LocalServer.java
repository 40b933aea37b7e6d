package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server this JVM runs in a data directory of its own. */
final class LocalServer implements DatabaseServer {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final ServerKind kind;
  private final Path home;
  private final Path run;
  private final int port;
  private final List<String> options;
  private final Hostility hostility;
  private @Nullable GuardedProcess process;
  private boolean closed;

  private LocalServer(
      ServerKind kind, Path home, Path run, int port, List<String> options, Hostility hostility) {
    this.hostility = hostility;
    this.kind = kind;
    this.home = home;
    this.run = run;
    this.port = port;
    this.options = options;
  }

  static LocalServer start(ServerKind kind, Path home, List<String> options, Hostility hostility)
      throws IOException {
    Path run = Directories.newRun(kind.directory());
    LocalServer server = new LocalServer(kind, home, run, freePort(), options, hostility);
    try {
      kind.initialise(home, run);
      server.launch();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** A port of 127.0.0.1 that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private synchronized void launch(String... further) throws IOException {
    List<String> command = new ArrayList<>(kind.command(home, run, port));
    command.addAll(options);
    command.addAll(List.of(further));
    Path log = run.resolve("server.log");
    GuardedProcess started = GuardedProcess.start(log, kind.environment(home), command);
    process = started;
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > limit) {
        throw new TestServerException(kind + " did not start:\n" + Command.tail(log));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TestServerException("Interrupted while starting " + kind, e);
      }
    }
    List<String> statements = new ArrayList<>(kind.onceStarted());
    statements.addAll(hostility.globals());
    if (!statements.isEmpty()) {
      execute(statements.toArray(String[]::new));
    }
  }

  @Override
  public List<String> usualSession() {
    return hostility.session();
  }

  @Override
  public String usualParameters() {
    return hostility.parameters();
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false; // not yet; the caller knows how long to go on asking
    }
  }

  /** The server's process id. */
  synchronized long pid() {
    return Objects.requireNonNull(process, "not started").pid();
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:" + kind.scheme() + "://127.0.0.1:" + port + "/";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String user() {
    return kind.administrator();
  }

  @Override
  public String password() {
    return "";
  }

  @Override
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      kind.ended(run);
    }
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      kind.terminate(run, process.pid());
      process.awaitEnd(STOP_LIMIT);
      kind.ended(run);
    }
  }

  @Override
  public void restart() {
    restartWith();
  }

  @Override
  public synchronized void restartWith(String... further) {
    if (closed) {
      throw new IllegalStateException("Closed: " + this);
    }
    kill();
    try {
      launch(further);
    } catch (IOException e) {
      throw new TestServerException("Cannot restart " + this, e);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      kill();
      Directories.remove(run);
    }
  }

  @Override
  public String toString() {
    return kind + " on port " + port;
  }
}
