package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.event.GtidEvent;
import io.openoms.binlog.mysql.event.TaggedGtid;
import io.openoms.binlog.mysql.link.Link;
import io.openoms.binlog.mysql.link.MessageInput;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.binlog.mysql.row.CapturedTables;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.value.CharacterSets;
import io.openoms.binlog.mysql.value.CharacterTables;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events that a real server sent of its log. The reader itself can read them again, changed or
 * unchanged. Recorded by {@link LogRecorder}. One thread.
 */
public final class RecordedLog {

  private static final int BATCH_BYTES = 1 << 16;

  private final Traits traits;
  private final List<CapturedTable> tables;
  private final CharacterSets sets;
  private final List<RecordedEvent> prelude = new ArrayList<>();
  private final List<List<RecordedEvent>> transactions = new ArrayList<>();
  private RecordedEvent heartbeat = new RecordedEvent(new byte[0]);

  /**
   * How the log was asked for and written.
   *
   * @param start where it begins
   * @param domains whether transactions are named by domains
   * @param byGtids whether it was asked for by transactions' names
   * @param checksums whether events end in a checksum
   */
  public record Traits(Position start, boolean domains, boolean byGtids, boolean checksums) {}

  /** Of those tables, without an event. */
  RecordedLog(Traits traits, List<CapturedTable> tables, CharacterTables characters) {
    this.traits = traits;
    this.tables = tables;
    this.sets = new CharacterSets(characters);
  }

  /** Adds the next event; whether the log goes on after it. */
  boolean add(RecordedEvent event) {
    if (event.isHeartbeat()) {
      boolean again =
          heartbeat.bytes().length > 0 && heartbeat.header().end() == event.header().end();
      heartbeat = event;
      return !again;
    }
    if (event.begins()) {
      transactions.add(new ArrayList<>(List.of(event)));
    } else if (transactions.isEmpty()) {
      prelude.add(event);
    } else {
      transactions.get(transactions.size() - 1).add(event);
    }
    return true;
  }

  /** How it was asked for and written. */
  public Traits traits() {
    return traits;
  }

  /** The captured tables. */
  public List<CapturedTable> tables() {
    return tables;
  }

  /** The event by which the server said that the log had ended. */
  RecordedEvent heartbeat() {
    return heartbeat;
  }

  /** Where it begins. */
  public Position start() {
    return traits.start();
  }

  /** Whether events end in a checksum. */
  public boolean hasChecksums() {
    return traits.checksums();
  }

  /** The events before the first transaction. */
  public List<RecordedEvent> prelude() {
    return prelude;
  }

  /** The transactions, each with all of its events. */
  public List<List<RecordedEvent>> transactions() {
    return transactions;
  }

  /** The position at which a recorded transaction begins, by what is known of those before. */
  public Position at(int transaction, Position reached) {
    LogPosition known = LogPosition.parse(reached);
    long offset = transactions.get(transaction).get(0).start();
    return new LogPosition(known.file(), offset, 0, known.gtids(), known.prepared(), known.server())
        .position();
  }

  /** Reads all of it, as the server sent it. */
  public ChangeReader read() {
    return read(start(), prelude, transactions.stream().flatMap(List::stream).toList(), List.of());
  }

  /**
   * Reads events as if the server sent them from a position on, and nothing behind them.
   *
   * @param sequence the numbers of the events' packets; empty when they follow each other
   */
  public ChangeReader read(
      Position from,
      List<RecordedEvent> before,
      List<RecordedEvent> events,
      List<Integer> sequence) {
    LogPosition start = LogPosition.parse(from);
    Optional<TransactionSet> gtids =
        traits.byGtids()
            ? Optional.of(TransactionSet.parse(start.gtids().orElse(""), traits.domains()))
            : Optional.empty();
    LogProgress progress =
        new LogProgress(
            start,
            start.server(),
            gtids,
            traits.domains(),
            traits.byGtids(),
            new FileIdentity(start, start.server()));
    CapturedTables captured = new CapturedTables(tables, false, traits.domains());
    List<RecordedEvent> all = new ArrayList<>(moved(before, start.offset()));
    all.addAll(events);
    Link link = new Recording();
    return new BinlogReader(
        link,
        new EventFeed(wire(all, numbers(before.size(), sequence)), traits.checksums()),
        new TransactionReader(
            mapped(captured),
            new StatementJudge(captured, sets),
            progress,
            OwnTransactions.none(),
            traits.byGtids()),
        progress,
        BATCH_BYTES,
        () -> {},
        (place, reached, id) -> prepared(link, RowsPlace.parse(place), events, captured, id));
  }

  private PreparedRows prepared(
      Link link, RowsPlace place, List<RecordedEvent> changed, CapturedTables captured, String id) {
    String name =
        place.place().map(at -> at.file() + ":" + at.offset()).or(place::name).orElseThrow();
    Optional<String> awaited = place.before().flatMap(state -> place.name());
    return new PreparedRows(
        link, again(name, changed), mapped(captured), id, awaited, Optional.empty());
  }

  /** Packets before others come with the numbers before theirs. */
  private static List<Integer> numbers(int before, List<Integer> sequence) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = before; i > 0 && !sequence.isEmpty(); i--) {
      numbers.add(sequence.get(0) - i);
    }
    numbers.addAll(sequence);
    return numbers;
  }

  private MappedTables mapped(CapturedTables captured) {
    return new MappedTables(captured, new ValueDecoders(sets));
  }

  /** The first event says where the stream begins. */
  private List<RecordedEvent> moved(List<RecordedEvent> before, long offset) {
    List<RecordedEvent> moved = new ArrayList<>(before);
    if (!traits.byGtids() && before.equals(prelude)) {
      byte[] rotate = before.get(0).bytes().clone();
      RecordedEvent.put(rotate, 19, offset);
      moved.set(0, new RecordedEvent(rotate).summed(traits.checksums()));
    }
    return moved;
  }

  private EventFeed again(String place, List<RecordedEvent> changed) {
    List<RecordedEvent> found = new ArrayList<>(prelude);
    // A transaction of one phase is read again as it stands now.
    if (!changed.isEmpty() && changed.get(0).begins() && place.equals(safeName(changed.get(0)))) {
      found.addAll(changed);
      return new EventFeed(wire(found, List.of()), traits.checksums());
    }
    for (List<RecordedEvent> transaction : transactions) {
      if (name(transaction.get(0)).equals(place)) {
        found.addAll(transaction);
      }
    }
    return new EventFeed(wire(found, List.of()), traits.checksums());
  }

  private String safeName(RecordedEvent event) {
    try {
      return name(event);
    } catch (RuntimeException e) {
      return "";
    }
  }

  private String name(RecordedEvent event) {
    byte[] bytes = event.bytes();
    Cursor body = new Cursor(bytes, 19, bytes.length - (traits.checksums() ? 4 : 0));
    Optional<String> gtid =
        switch (event.type()) {
          case EventType.GTID -> GtidEvent.mySql(body, false).gtid();
          case EventType.TAGGED_GTID -> TaggedGtid.read(body).gtid();
          case EventType.MARIA_GTID -> GtidEvent.ofDomain(event.header(), body).gtid();
          default -> Optional.empty();
        };
    return gtid.orElseGet(() -> file() + ":" + event.start());
  }

  private String file() {
    byte[] rotate = prelude.get(0).bytes();
    return new String(
        rotate, 27, rotate.length - 27 - (traits.checksums() ? 4 : 0), StandardCharsets.UTF_8);
  }

  /** Packets as they come from the socket; the server says three times that there is no more. */
  private MessageInput wire(List<RecordedEvent> events, List<Integer> sequence) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int number = 1;
    for (int i = 0; i < events.size(); i++) {
      int place = i < sequence.size() ? sequence.get(i) : number;
      packet(out, place, events.get(i).bytes());
      number = place + 1;
    }
    for (int i = 0; i < 3; i++) {
      packet(out, number++, heartbeat.bytes());
    }
    return new MessageInput(new ByteArrayInputStream(out.toByteArray()));
  }

  /** One event alone. */
  static EventFeed feed(RecordedEvent event, boolean checksums) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    packet(out, 0, event.bytes());
    return new EventFeed(new MessageInput(new ByteArrayInputStream(out.toByteArray())), checksums);
  }

  private static void packet(ByteArrayOutputStream out, int number, byte[] event) {
    int length = event.length + 1;
    byte[] head = {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) number, 0};
    out.writeBytes(head);
    out.writeBytes(event);
  }

  /** Nothing that could be cut off. */
  private static final class Recording implements Link {

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public void close() {}
  }
}
