package io.openoms.hbase.log.reader;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.catalog.ReplicationScopes;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.connection.Keeper;
import io.openoms.hbase.error.PeerError;
import io.openoms.hbase.log.peer.ListenAddress;
import io.openoms.hbase.log.peer.Marks;
import io.openoms.hbase.log.peer.Peer;
import io.openoms.hbase.log.peer.PeerNames;
import io.openoms.hbase.log.peer.PeerPlace;
import io.openoms.hbase.log.position.PeerPosition;
import io.openoms.hbase.log.position.RegionOrder;
import io.openoms.hbase.log.wire.WalReceiver;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.hbase.ServerName;

/** The logs of all regions, as they are delivered to the project's peer. Thread-safe. */
public final class PeerLog implements ChangeLog {

  /**
   * Files are ended, read to their ends and answered; idle readers of the source look each second.
   */
  private static final Duration DELAY = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final Peer peer;
  private final PeerNames names;
  private final Supplier<ListenAddress> listen;
  private final String clusterId;
  private final ReplicationScopes scopes;
  private final SettledDeliveries settled = new SettledDeliveries();

  /**
   * The log of a project.
   *
   * @param listen where region servers deliver
   * @param clusterId the identity of the source
   */
  public PeerLog(
      Cluster cluster,
      Peer peer,
      PeerNames names,
      Supplier<ListenAddress> listen,
      String clusterId) {
    this.cluster = cluster;
    this.peer = peer;
    this.names = names;
    this.listen = listen;
    this.clusterId = clusterId;
    this.scopes = new ReplicationScopes(cluster);
  }

  /** A new mark, which waits for all that is written up to now; none while nothing is followed. */
  @Override
  public Optional<Position> current() {
    try (Keeper keeper = peer.keeper()) {
      if (peer.place(keeper).identity().isEmpty()) {
        return Optional.empty();
      }
      peer.require(peer.place(keeper));
      long mark = Marks.set(peer, keeper);
      return place(settled.of(peer.place(keeper).confirmed()), mark);
    }
  }

  /** What was delivered and confirmed for a while is seen by everyone. */
  @Override
  public Optional<Position> visible() {
    try (Keeper keeper = peer.keeper()) {
      PeerPlace place = peer.place(keeper);
      return place.identity().isEmpty()
          ? Optional.empty()
          : place(settled.of(place.confirmed()), place.lastMark());
    }
  }

  /** Behind a mark of its own, so that a copy from before it is not taken for a later one. */
  @Override
  public Optional<Entry> enter() {
    try (Keeper keeper = peer.keeper()) {
      PeerPlace place = peer.place(keeper);
      long mark = place.setMark();
      Position now = PeerPosition.place(place.confirmed(), mark).position();
      return Optional.of(new Entry(now, now));
    }
  }

  private static Optional<Position> place(long deliveries, long mark) {
    return Optional.of(PeerPosition.place(deliveries, mark).position());
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    PeerPosition start = PeerPosition.parse(request.start());
    Keeper keeper = peer.keeper();
    WalReceiver receiver = null;
    try {
      PeerPlace place = peer.place(keeper);
      peer.require(place);
      long confirmed = requireKept(place, start);
      requireDelivered(request, start, place);
      RegionOrder order = new RegionOrder(start.regions().orElse(Map.of()));
      ListenAddress address = listen.get();
      receiver = WalReceiver.listen(address.socket(), clusterId);
      ServerName server =
          ServerName.valueOf(address.host(), receiver.port(), System.currentTimeMillis());
      place.announce(server);
      return new PeerReader(
          receiver,
          keeper,
          place,
          server,
          new Marks(peer, keeper, start.mark()),
          new Deliveries(new CellChanges(request), order, start.deliveries()),
          new SourceLag(cluster, names.peer()),
          start,
          confirmed);
    } catch (RuntimeException e) {
      if (receiver != null) {
        receiver.close();
      }
      keeper.close();
      throw e;
    }
  }

  private static long requireKept(PeerPlace place, PeerPosition start) {
    long confirmed = place.confirmed();
    if (confirmed > start.deliveries()) {
      throw new MigrationException(
          PeerError.PEER_AHEAD,
          ErrorContext.none(),
          "the source has forgotten the deliveries up to "
              + confirmed
              + ", and the spool and the sink have them up to "
              + start.deliveries());
    }
    return confirmed;
  }

  private static void requireDelivered(ChangeRequest request, PeerPosition start, PeerPlace place) {
    Map<String, Long> families = place.families();
    for (CapturedTable table : request.tables()) {
      ObjectName name = table.definition().name();
      Long since = families.get(name.toString());
      long needed =
          Math.max(
              start.mark(),
              table.validFrom().map(from -> PeerPosition.parse(from).mark()).orElse(0L));
      if (since == null || since > needed) {
        throw new MigrationException(
            PeerError.PEER_LACKS_FAMILY,
            ErrorContext.of(name),
            "the peer delivers the family's changes "
                + (since == null ? "not at all" : "from mark " + since + " on")
                + ", and they are needed from mark "
                + needed
                + " on");
      }
    }
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return PeerPosition.parse(position).deliveries() >= Long.parseLong(transaction);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return PeerPosition.parse(reached).covers(PeerPosition.parse(wanted));
  }

  /** A put does not say whether it overwrites a cell, nor a delete what it finds. */
  @Override
  public boolean knowsRowsBefore() {
    return false;
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    Map<ObjectName, String> faults = new LinkedHashMap<>();
    for (ObjectName name : tables) {
      FamilyName.of(name).flatMap(scopes::fault).ifPresent(fault -> faults.put(name, fault));
    }
    return faults;
  }
}
