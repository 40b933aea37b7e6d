package io.openoms.hbase.log.reader;

import io.openoms.hbase.connection.Keeper;
import io.openoms.hbase.log.peer.Marks;
import io.openoms.hbase.log.peer.PeerPlace;
import io.openoms.hbase.log.position.PeerPosition;
import io.openoms.hbase.log.position.RegionPlace;
import io.openoms.hbase.log.wire.Shipment;
import io.openoms.hbase.log.wire.WalReceiver;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hbase.ServerName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what region servers deliver, one delivery after another, and answers them once it is
 * confirmed. It does all its work in the thread that asks for events.
 */
final class PeerReader implements ChangeReader {

  private static final Logger LOG = LoggerFactory.getLogger(PeerReader.class);

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

  private final WalReceiver receiver;
  private final Keeper keeper;
  private final PeerPlace place;
  private final ServerName server;
  private final Marks marks;
  private final Deliveries deliveries;
  private final SourceLag lag;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final Deque<ChangeEvent> events = new ArrayDeque<>();

  /** Shipments that are not answered, each with the last delivery that holds a part of it. */
  private final Deque<Unanswered> unanswered = new ArrayDeque<>();

  private final Map<String, RegionPlace> read;
  private long number;
  private long mark;
  private long confirmed;
  private long looked = System.nanoTime();
  private Optional<Instant> passed = Optional.empty();
  private @Nullable Delivery told;

  private record Unanswered(Shipment shipment, long last) {}

  /**
   * Goes on behind a position.
   *
   * @param server the name under which region servers know this process
   * @param start the position
   * @param confirmed the number of the last delivery that was confirmed
   */
  PeerReader(
      WalReceiver receiver,
      Keeper keeper,
      PeerPlace place,
      ServerName server,
      Marks marks,
      Deliveries deliveries,
      SourceLag lag,
      PeerPosition start,
      long confirmed) {
    this.receiver = receiver;
    this.keeper = keeper;
    this.place = place;
    this.server = server;
    this.marks = marks;
    this.deliveries = deliveries;
    this.lag = lag;
    this.read = new HashMap<>(start.regions().orElse(Map.of()));
    this.number = start.deliveries();
    this.mark = start.mark();
    this.confirmed = confirmed;
  }

  @Override
  public ChangeEvent next(Duration wait) {
    ChangeEvent next = told();
    if (next != null) {
      return next;
    }
    look();
    Shipment shipment = receiver.next(wait);
    if (shipment != null) {
      take(shipment);
      next = told();
    }
    return next != null ? next : new ChangeEvent.Idle(shipment == null && lag.isNone(), passed);
  }

  /** The next event of what has come; null when all is told. */
  private @Nullable ChangeEvent told() {
    if (events.isEmpty()) {
      Delivery delivery = waiting.poll();
      if (delivery == null) {
        return null;
      }
      told = delivery;
      events.addAll(delivery.events());
    }
    ChangeEvent event = events.remove();
    Delivery delivery = told;
    if (event instanceof ChangeEvent.Committed committed && delivery != null) {
      number = delivery.number();
      read.putAll(delivery.places());
      passed = Optional.of(committed.committedAt());
    }
    return event;
  }

  private void take(Shipment shipment) {
    if (!deliveries.areOwn(shipment.entries())) {
      LOG.warn("A region server delivered what another peer follows; it is not answered");
      receiver.cut(shipment);
      return;
    }
    lag.delivered();
    waiting.addAll(deliveries.of(shipment.entries()));
    unanswered.add(new Unanswered(shipment, deliveries.number()));
    answer();
  }

  /** What came again, and was confirmed before, is answered at once. */
  private void answer() {
    List<Shipment> kept = new ArrayList<>();
    while (!unanswered.isEmpty() && unanswered.peek().last() <= confirmed) {
      kept.add(unanswered.remove().shipment());
    }
    receiver.accept(kept);
  }

  /** Only when all that came is told: a mark is passed when what is before it was answered. */
  private void look() {
    if (System.nanoTime() - looked > LOOK_NANOS) {
      mark = Math.max(mark, marks.look());
      looked = System.nanoTime();
    }
  }

  @Override
  public Position position() {
    return new PeerPosition(number, mark, Optional.of(read)).position();
  }

  /** The source forgets what is answered, so the number is stored before. */
  @Override
  public void confirm(Position position) {
    long kept = PeerPosition.parse(position).deliveries();
    if (kept > confirmed) {
      place.confirm(server, kept);
      confirmed = kept;
    }
    answer();
  }

  @Override
  public void close() {
    receiver.close();
    keeper.close();
  }
}
