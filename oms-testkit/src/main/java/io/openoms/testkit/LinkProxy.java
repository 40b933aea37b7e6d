package io.openoms.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A TCP proxy on 127.0.0.1 in front of a port of 127.0.0.1, whose link can be broken at will.
 * Forwards from the start; thread-safe; its daemon threads end with {@link #close()}.
 */
public final class LinkProxy implements AutoCloseable {
  private enum Link {
    UP,
    CUT,
    HUNG,
    CLOSED
  }

  /** Looks at bytes before they pass; false ends the connection. */
  @FunctionalInterface
  private interface Passage {
    boolean mayPass(byte[] bytes, int count);
  }

  private static final int FIRST_OF_BODY = 4;
  private static final int OK = 0;

  private final int target;
  private final InetAddress loopback;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final LinkWatch watch = new LinkWatch();
  private Link link = Link.UP;

  /**
   * Starts a proxy on a free port.
   *
   * @param target the port behind it
   */
  public LinkProxy(int target) {
    this.target = target;
    try {
      loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      listener = new ServerSocket();
      listener.bind(new InetSocketAddress(loopback, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("link-proxy-accept", this::accept);
  }

  /**
   * The port to connect to.
   *
   * @return the port
   */
  public int port() {
    return listener.getLocalPort();
  }

  /** Closes all connections; new ones are closed as soon as they come. */
  public void cut() {
    set(Link.CUT);
    dropAll();
  }

  /** Stops forwarding and closes nothing, as a dead route would; new connections hang too. */
  public void hang() {
    set(Link.HUNG);
  }

  /**
   * Forwards again: what {@link #hang()} held back goes on, what {@link #cut()} closed stays so.
   */
  public void restore() {
    set(Link.UP);
  }

  /**
   * Runs something before a statement passes on, once; its connection waits meanwhile. Statements
   * are seen on connections without TLS and compression.
   *
   * @param statement chooses the statement, by its first 2,000 bytes; called by each connection
   * @param action what is done
   * @return completed with the statement once that was done
   */
  public CompletableFuture<String> before(Predicate<String> statement, Runnable action) {
    return watch.before(statement, action);
  }

  /**
   * Has a commit done and its answer lost, once: {@code COMMIT} passes, the server's OK comes back,
   * and then the connection is closed without it.
   *
   * @param transaction chooses the commit by its transaction's statements, each by its first 2,000
   *     bytes; called before {@code COMMIT} passes
   * @return completed with the statements once the answer is lost
   */
  public CompletableFuture<List<String>> loseAnswerOf(Predicate<List<String>> transaction) {
    return watch.atCommit(transaction);
  }

  /**
   * The same of a statement that commits by itself, such as one that changes a definition.
   *
   * @param statement chooses it, by its first 2,000 bytes
   * @return completed with the statement once the answer is lost
   */
  public CompletableFuture<String> loseAnswerTo(Predicate<String> statement) {
    return watch.atAnswer(statement);
  }

  /** Closes the port and all connections. Does nothing the second time. */
  @Override
  public void close() {
    set(Link.CLOSED);
    dropAll();
    closeQuietly(listener);
  }

  private synchronized void set(Link next) {
    if (link != Link.CLOSED) {
      link = next;
    }
    notifyAll();
  }

  private synchronized boolean is(Link state) {
    return link == state;
  }

  private synchronized void awaitNotHung() throws InterruptedException {
    while (link == Link.HUNG) {
      wait();
    }
  }

  private void accept() {
    while (!is(Link.CLOSED)) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        daemon("link-proxy-connect", () -> connect(client));
      } catch (IOException e) {
        return; // the listener was closed
      }
    }
  }

  private void connect(Socket client) {
    try {
      awaitNotHung();
      if (!is(Link.UP)) {
        drop(client);
        return;
      }
      Socket server = new Socket(loopback, target);
      sockets.add(server);
      AtomicReference<Runnable> lost = new AtomicReference<>();
      daemon("link-proxy-back", () -> pump(server, client, (bytes, n) -> !isLost(lost, bytes, n)));
      LinkTraffic traffic = new LinkTraffic();
      pump(
          client,
          server,
          (bytes, n) -> {
            for (String statement : traffic.pass(bytes, n)) {
              watch.passes(traffic, statement).ifPresent(lost::set);
            }
            return true;
          });
    } catch (IOException e) {
      drop(client); // nobody behind: the client sees a closed connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether that answer is to be lost; one that tells of an error is not. */
  private static boolean isLost(AtomicReference<Runnable> lost, byte[] bytes, int count) {
    Runnable told = lost.getAndSet(null);
    if (told == null || count <= FIRST_OF_BODY || bytes[FIRST_OF_BODY] != OK) {
      return false;
    }
    told.run();
    return true;
  }

  private void pump(Socket from, Socket to, Passage passage) {
    byte[] buffer = new byte[1 << 14];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitNotHung();
        if (!is(Link.UP) || !passage.mayPass(buffer, n)) {
          break;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One side is gone; the other is closed below, which is all a proxy can tell it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop(from);
      drop(to);
    }
  }

  private void dropAll() {
    sockets.forEach(this::drop);
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    closeQuietly(socket);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot close " + resource, e);
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
