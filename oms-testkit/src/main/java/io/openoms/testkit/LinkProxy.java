package io.openoms.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

  private final int target;
  private final InetAddress loopback;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
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
      daemon("link-proxy-back", () -> pump(server, client));
      pump(client, server);
    } catch (IOException e) {
      drop(client); // nobody behind: the client sees a closed connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 14];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitNotHung();
        if (!is(Link.UP)) {
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
