package io.openoms.hbase.log.peer;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.PeerError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * Where region servers deliver: a host and port of this machine. Immutable.
 *
 * @param host the name or address by which region servers reach this machine
 * @param port the port; 0 for any that is free
 */
public record ListenAddress(String host, int port) {

  private static final int PATIENCE_MILLIS = 5_000;

  /** Reads {@code host:port} or {@code host}; empty when it is neither. */
  public static Optional<ListenAddress> parse(String text) {
    if (!text.matches("[^\\s,:]+(:\\d{1,5})?")) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    int port = colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1));
    return port > 65_535
        ? Optional.empty()
        : Optional.of(new ListenAddress(colon < 0 ? text : text.substring(0, colon), port));
  }

  /**
   * The address of this machine on the way to ZooKeeper. Blocks.
   *
   * @param zookeeper its servers, as {@code host:port,…}
   */
  public static ListenAddress towards(String zookeeper) {
    String first = zookeeper.split(",", -1)[0];
    int colon = first.indexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              first.substring(0, colon), Integer.parseInt(first.substring(colon + 1))),
          PATIENCE_MILLIS);
      return new ListenAddress(socket.getLocalAddress().getHostAddress(), 0);
    } catch (IOException e) {
      throw new MigrationException(
          PeerError.PEER_ADDRESS_UNFIT,
          ErrorContext.none(),
          "this machine's address on the way to " + first + " is not known: " + e.getMessage(),
          e);
    }
  }

  /** The same as an address of sockets. */
  public InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }
}
