package io.openoms.binlog.mysql.reader;

import io.openoms.ObjectName;
import io.openoms.StartAt;
import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.position.Included;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.row.CapturedTables;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.value.CharacterSets;
import io.openoms.binlog.mysql.value.ServerCharacterTables;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.catalog.LoggedDefinitions;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogFilters;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The binary log of a server of the MySQL family. Thread-safe. */
public final class BinlogChangeLog implements ChangeLog {

  /** A server that has nothing to send says so this often. */
  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  /** A server that does not even say that it has nothing to send is lost. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** How long the server waits for a reader that is held up, before it ends the connection. */
  private static final int WRITE_SECONDS = 3_600;

  /** A walk wants no rows. */
  private static final int WALK_BATCH_BYTES = 1 << 16;

  private static final long FIRST_SERVER_ID = 1L << 30;

  private final BinlogEnd end;
  private final Connections connections;
  private final ServerFacts facts;
  private final LogServer server;
  private final OptionalLong serverId;
  private final CharacterSets sets;
  private final Optional<OwnWrites> leftOut;

  /** The log was found to hold transactions without names: it can be read by file alone. */
  private volatile boolean byFile;

  /**
   * The log of that server.
   *
   * @param serverId by which readers are known to the server; drawn by lot when it is not given
   * @param leftOut the transactions that are not told
   */
  public BinlogChangeLog(
      BinlogEnd end, LogServer server, OptionalLong serverId, Optional<OwnWrites> leftOut) {
    this.leftOut = leftOut;
    this.end = end;
    this.server = server;
    this.connections = server.connections();
    this.facts = server.facts();
    this.serverId = serverId;
    this.sets = new CharacterSets(new ServerCharacterTables(connections));
  }

  @Override
  public Optional<Position> current() {
    return end.current();
  }

  @Override
  public Optional<Position> visible() {
    return end.visible();
  }

  @Override
  public Optional<Entry> enter() {
    return new LogEntry(connections, end).find();
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return reader(request);
  }

  private BinlogReader reader(ChangeRequest request) {
    LogPosition position = LogPosition.parse(request.start());
    LogLink link = LogLink.open(connections);
    try {
      return open(request, position, link);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  @Override
  public boolean startsAt(StartAt start) {
    return true;
  }

  @Override
  public Position startAt(StartAt start) {
    return new StartPlaces(this, connections, hasDomains()).find(start);
  }

  /** A walk through the log from a position on. Blocks until the source has answered. */
  LogWalk walk(LogPosition from) {
    return new LogWalk(reader(new ChangeRequest(from.position(), List.of(), WALK_BATCH_BYTES)));
  }

  private BinlogReader open(ChangeRequest request, LogPosition position, LogLink link) {
    LogStart start = LogStart.of(position, server, link, byFile);
    Optional<CapturedTable> writers = leftOut.map(OwnWrites::table);
    List<CapturedTable> read = new ArrayList<>(request.tables());
    writers.ifPresent(read::add);
    requireLogged(read);
    EventFeed feed = feed(link, start);
    LogProgress progress = start.progress();
    TransactionReader transactions =
        new TransactionReader(
            tables(captured(read)),
            new StatementJudge(captured(request.tables()), sets),
            progress,
            writers
                .map(table -> OwnTransactions.of(leftOut.orElseThrow().project(), table))
                .orElseGet(OwnTransactions::none),
            start.isByGtids());
    return new BinlogReader(
        link,
        feed,
        transactions,
        progress,
        request.batchBytes(),
        () -> byFile = true,
        (place, reached, id) -> again(request, place, reached, id));
  }

  /** A server may have been started anew, with other options, since the run began. */
  private void requireLogged(List<CapturedTable> tables) {
    LogFilters filters = end.filters();
    List<ObjectName> lacking =
        tables.stream()
            .map(table -> table.definition().name())
            .filter(name -> isLeftOut(filters, name.database()))
            .toList();
    List<String> databases = lacking.stream().map(ObjectName::database).distinct().toList();
    if (!databases.isEmpty()) {
      throw new MigrationException(
          BinlogError.LOG_FILTERED,
          databases.size() == 1 ? ErrorContext.of(lacking.get(0)) : ErrorContext.none(),
          "the server leaves "
              + String.join(", ", databases)
              + " out of its log (binlog_do_db, binlog_ignore_db), since it was started anew;"
              + " what is written there meanwhile is lost for whoever follows it");
    }
  }

  private boolean isLeftOut(LogFilters filters, String database) {
    return filters.lacks(database, ignoresCase()) || filters.ignores(database, ignoresCase());
  }

  private PreparedRows again(ChangeRequest request, String place, Position reached, String id) {
    LogLink link = LogLink.open(connections);
    try {
      RowsPlace rows = RowsPlace.parse(place);
      LogStart start = LogStart.again(rows, LogPosition.parse(reached), server, link);
      return new PreparedRows(
          link,
          feed(link, start),
          tables(captured(request.tables())),
          id,
          rows.before().flatMap(state -> rows.name()),
          rows.place().map(at -> new FileIdentity(at, server.identity())));
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private EventFeed feed(LogLink link, LogStart start) {
    String checksum = link.ask("SELECT @@GLOBAL.binlog_checksum");
    link.execute(settings(checksum));
    link.execute(start.settings());
    return new EventFeed(
        link.request(start.command(ownServerId()), SILENCE), checksum.equals("CRC32"));
  }

  private CapturedTables captured(List<CapturedTable> tables) {
    return new CapturedTables(tables, ignoresCase(), hasDomains());
  }

  private boolean ignoresCase() {
    return !facts.setting("lower_case_table_names", "0").equals("0");
  }

  @Override
  public Optional<DefinitionAlgebra> algebra() {
    return Optional.of(new LoggedDefinitions(ignoresCase()));
  }

  private MappedTables tables(CapturedTables captured) {
    return new MappedTables(captured, new ValueDecoders(sets));
  }

  private long ownServerId() {
    return serverId.orElseGet(
        () -> ThreadLocalRandom.current().nextLong(FIRST_SERVER_ID, 2 * FIRST_SERVER_ID));
  }

  /** The names that old and new servers look for. */
  static List<String> settings(String checksum) {
    List<String> settings = new ArrayList<>();
    String uuid = UUID.randomUUID().toString();
    for (String prefix : List.of("master", "source")) {
      settings.add("SET @" + prefix + "_binlog_checksum = '" + checksum + "'");
      settings.add("SET @" + prefix + "_heartbeat_period = " + HEARTBEAT.toNanos());
    }
    settings.add("SET @slave_uuid = '" + uuid + "', @replica_uuid = '" + uuid + "'");
    settings.add("SET SESSION net_write_timeout = " + WRITE_SECONDS);
    return settings;
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return new Included(position, hasDomains()).has(transaction);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return new Included(reached, hasDomains()).hasAll(new Included(wanted, hasDomains()));
  }

  @Override
  public boolean holdsCascades() {
    return server.traits().holdsCascades(facts);
  }

  @Override
  public Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    return LoggedEngines.faults(connections, tables);
  }

  @Override
  public boolean carriesWholeRows() {
    return !facts.setting("binlog_row_image", "FULL").equalsIgnoreCase("MINIMAL");
  }

  private boolean hasDomains() {
    return server.traits().gtids() == GtidForm.DOMAINS;
  }
}
