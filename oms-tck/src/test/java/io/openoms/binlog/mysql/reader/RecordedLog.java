package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.event.GtidEvent;
import io.openoms.binlog.mysql.event.TaggedGtid;
import io.openoms.binlog.mysql.link.Link;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.link.MessageInput;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.binlog.mysql.row.CapturedTables;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.value.CharacterSets;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.facts.ServerFactsReader;
import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.Products;
import io.openoms.mysql.MySqlTraits;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a real server sent of its log, kept event by event, so that it can be read again, changed or
 * not, by the reader itself. One thread.
 */
public final class RecordedLog {

  private static final int BATCH_BYTES = 1 << 16;
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final boolean mariaDb;
  private final boolean byGtids;
  private final boolean checksums;
  private final List<CapturedTable> tables;
  private final CharacterSets sets;
  private final List<RecordedEvent> prelude = new ArrayList<>();
  private final List<List<RecordedEvent>> transactions = new ArrayList<>();
  private final Position start;
  private RecordedEvent heartbeat = new RecordedEvent(new byte[0]);

  private RecordedLog(
      Position begin,
      LogStart start,
      boolean checksums,
      Connections from,
      List<CapturedTable> tables,
      boolean maria) {
    this.start = begin;
    this.mariaDb = maria;
    this.byGtids = start.isByGtids();
    this.checksums = checksums;
    this.tables = tables;
    this.sets = new CharacterSets(from);
  }

  /** Records from a position up to the log's end, which must be in the same file. */
  public static RecordedLog record(Connections from, Position start, List<CapturedTable> tables)
      throws IOException {
    ProductTraits like = new MySqlTraits();
    ServerFacts facts = ServerFactsReader.read(from, like);
    LogTraits traits = Products.of(facts.version(), like).log().orElseThrow();
    try (LogLink link = LogLink.open(from)) {
      LogStart first =
          LogStart.of(LogPosition.parse(start), new LogServer(from, facts, traits), link, false);
      String checksum = link.ask("SELECT @@GLOBAL.binlog_checksum");
      link.execute(BinlogChangeLog.settings(checksum));
      link.execute(first.settings());
      RecordedLog log =
          new RecordedLog(
              start,
              first,
              checksum.equals("CRC32"),
              from,
              tables,
              traits.gtids() == GtidForm.DOMAINS);
      log.take(link.request(first.command(4_242), SILENCE));
      return log;
    }
  }

  private void take(MessageInput in) throws IOException {
    while (true) {
      in.begin();
      byte[] message = in.readAllBytes();
      if (message[0] != 0) {
        throw new IllegalStateException(
            "the server refuses: " + new String(message, StandardCharsets.UTF_8));
      }
      byte[] bytes = new byte[message.length - 1];
      System.arraycopy(message, 1, bytes, 0, bytes.length);
      RecordedEvent event = new RecordedEvent(bytes);
      if (event.isHeartbeat()) {
        if (heartbeat.bytes().length > 0 && heartbeat.header().end() == event.header().end()) {
          return;
        }
        heartbeat = event;
      } else if (event.begins()) {
        transactions.add(new ArrayList<>(List.of(event)));
      } else if (transactions.isEmpty()) {
        prelude.add(event);
      } else {
        transactions.get(transactions.size() - 1).add(event);
      }
    }
  }

  /** Where it begins. */
  public Position start() {
    return start;
  }

  public boolean hasChecksums() {
    return checksums;
  }

  public boolean isMariaDb() {
    return mariaDb;
  }

  /** What came before the first transaction. */
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
        byGtids
            ? Optional.of(TransactionSet.parse(start.gtids().orElse(""), mariaDb))
            : Optional.empty();
    LogProgress progress =
        new LogProgress(
            start,
            start.server(),
            gtids,
            mariaDb,
            byGtids,
            new FileIdentity(start, start.server()));
    CapturedTables captured = new CapturedTables(tables, false, mariaDb);
    List<RecordedEvent> all = new ArrayList<>(moved(before, start.offset()));
    all.addAll(events);
    Link link = new Recording();
    return new BinlogReader(
        link,
        new EventFeed(wire(all, numbers(before.size(), sequence)), checksums),
        new TransactionReader(
            mapped(captured), new StatementJudge(captured, sets), progress, byGtids),
        progress,
        BATCH_BYTES,
        () -> {},
        (place, reached, id) -> new PreparedRows(link, again(place, events), mapped(captured), id));
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
    if (!byGtids && before.equals(prelude)) {
      byte[] rotate = before.get(0).bytes().clone();
      RecordedEvent.put(rotate, 19, offset);
      moved.set(0, new RecordedEvent(rotate).summed(checksums));
    }
    return moved;
  }

  private EventFeed again(String place, List<RecordedEvent> changed) {
    List<RecordedEvent> found = new ArrayList<>(prelude);
    // A transaction of one phase is read again as it stands now.
    if (!changed.isEmpty() && changed.get(0).begins() && place.equals(safeName(changed.get(0)))) {
      found.addAll(changed);
      return new EventFeed(wire(found, List.of()), checksums);
    }
    for (List<RecordedEvent> transaction : transactions) {
      if (name(transaction.get(0)).equals(place)) {
        found.addAll(transaction);
      }
    }
    return new EventFeed(wire(found, List.of()), checksums);
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
    Cursor body = new Cursor(bytes, 19, bytes.length - (checksums ? 4 : 0));
    Optional<String> gtid =
        switch (event.type()) {
          case EventType.GTID -> GtidEvent.mySql(body, false).gtid();
          case EventType.TAGGED_GTID -> TaggedGtid.read(body).gtid();
          default -> Optional.empty();
        };
    return gtid.orElseGet(() -> file() + ":" + event.start());
  }

  private String file() {
    byte[] rotate = prelude.get(0).bytes();
    return new String(rotate, 27, rotate.length - 27 - (checksums ? 4 : 0), StandardCharsets.UTF_8);
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
