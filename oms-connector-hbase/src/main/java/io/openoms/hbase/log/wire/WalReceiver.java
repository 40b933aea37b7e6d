package io.openoms.hbase.log.wire;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.HBaseError;
import io.openoms.hbase.error.PeerError;
import io.openoms.hbase.log.wire.CallDecoder.Call;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address at which region servers deliver. All its work is done by the thread that asks for the
 * next delivery; while nobody asks, the region servers wait. {@link #close()} may be called from
 * any thread.
 */
public final class WalReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WalReceiver.class);

  private final Selector selector;
  private final ServerSocketChannel server;
  private final String cluster;
  private final Deque<Shipment> arrived = new ArrayDeque<>();

  private WalReceiver(Selector selector, ServerSocketChannel server, String cluster) {
    this.selector = selector;
    this.server = server;
    this.cluster = cluster;
  }

  /**
   * Begins to listen.
   *
   * @param cluster the identity of the cluster that may deliver
   */
  public static WalReceiver listen(InetSocketAddress address, String cluster) {
    try {
      Selector selector = Selector.open();
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(address);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        return new WalReceiver(selector, server, cluster);
      } catch (IOException | RuntimeException e) {
        server.close();
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new MigrationException(
          PeerError.PEER_ADDRESS_UNFIT,
          ErrorContext.none(),
          "cannot listen at " + address + ": " + e.getMessage(),
          e);
    }
  }

  /** The port that region servers connect to. */
  public int port() {
    return server.socket().getLocalPort();
  }

  /** The next delivery; null when none has come in that time. Blocks. */
  public @Nullable Shipment next(Duration wait) {
    try {
      if (arrived.isEmpty()) {
        selector.select(Math.max(1, wait.toMillis()));
        work();
      }
      return arrived.poll();
    } catch (ClosedSelectorException e) {
      throw closed(e);
    } catch (IOException e) {
      throw closed(e);
    }
  }

  private static MigrationException closed(Exception cause) {
    return new MigrationException(
        HBaseError.HBASE_UNREACHABLE,
        ErrorContext.none(),
        "receiving changes failed: the connections were cut",
        cause);
  }

  private void work() throws IOException {
    Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
    while (keys.hasNext()) {
      SelectionKey key = keys.next();
      keys.remove();
      if (!key.isValid()) {
        continue;
      }
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof RegionServerLink link) {
        serve(key, link);
      }
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new RegionServerLink(channel, cluster));
    }
  }

  /** A connection that breaks, or is not a region server's, is closed: who waits sends again. */
  private void serve(SelectionKey key, RegionServerLink link) {
    try {
      if (key.isWritable() && link.flush()) {
        key.interestOps(SelectionKey.OP_READ);
      }
      Call call = link.read();
      while (call != null) {
        if (call.isDelivery()) {
          arrived.add(new Shipment(link, call.number(), call.entries()));
        } else {
          link.refuse(call);
        }
        call = link.read();
      }
    } catch (IOException e) {
      LOG.debug("A connection of a region server has ended", e);
      cut(link);
    }
  }

  /** Answers deliveries: the source forgets them then. */
  public void accept(List<Shipment> kept) {
    for (Shipment shipment : kept) {
      try {
        shipment.link().accept(shipment.call());
        SelectionKey key = shipment.link().channel().keyFor(selector);
        if (!shipment.link().flush() && key != null && key.isValid()) {
          key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
      } catch (IOException e) {
        LOG.debug("A region server that waited for an answer is gone", e);
        cut(shipment.link());
      }
    }
  }

  /** Ends the connection of a delivery that is none of ours, without an answer. */
  public void cut(Shipment shipment) {
    cut(shipment.link());
  }

  private static void cut(RegionServerLink link) {
    try {
      link.channel().close();
    } catch (IOException e) {
      LOG.debug("Closing a connection of a region server failed", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SelectionKey key :
          selector.isOpen() ? List.copyOf(selector.keys()) : List.<SelectionKey>of()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException | ClosedSelectorException e) {
      LOG.debug("Closing the address for region servers failed", e);
    }
  }
}
