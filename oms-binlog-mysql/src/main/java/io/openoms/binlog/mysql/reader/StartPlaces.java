package io.openoms.binlog.mysql.reader;

import io.openoms.StartAt;
import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.binlog.mysql.start.Goal;
import io.openoms.binlog.mysql.start.NamedPlace;
import io.openoms.binlog.mysql.start.OffsetGoal;
import io.openoms.binlog.mysql.start.SetGoal;
import io.openoms.binlog.mysql.start.StartInvalid;
import io.openoms.binlog.mysql.start.TimeGoal;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.data.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the place in a log where a project is to begin. The log itself is read, from the beginning
 * of the file that has the place: nothing else tells exactly where transactions begin and end, when
 * they were committed, and which stand before a place. One thread; blocks.
 */
final class StartPlaces {

  /** What a file's beginning tells comes in its first events. */
  private static final int EVENTS_OF_HEAD = 8;

  private final BinlogChangeLog log;
  private final Connections connections;
  private final boolean domains;

  /**
   * The places of that log.
   *
   * @param domains whether it names transactions by domains
   */
  StartPlaces(BinlogChangeLog log, Connections connections, boolean domains) {
    this.log = log;
    this.connections = connections;
    this.domains = domains;
  }

  /**
   * The position at a place.
   *
   * @throws MigrationException START_INVALID when there is none, LOG_PURGED when the log does not
   *     hold it any more
   */
  Position find(StartAt start) {
    if (start instanceof StartAt.Time time) {
      return byTime(time.at());
    }
    if (start instanceof StartAt.Place place) {
      NamedPlace named = NamedPlace.parse(place.text());
      return named.gtids().isPresent()
          ? byNames(named.gtids().get())
          : byFile(named.file(), named.offset());
    }
    return end().position();
  }

  private Position byFile(String file, long offset) {
    LogFiles files = LogFiles.of(connections);
    if (!files.names().contains(file)) {
      String first = files.names().isEmpty() ? file : files.names().get(0);
      throw LogFile.isLater(first, file)
          ? purged("the file " + file + " is gone: the first one is " + first)
          : StartInvalid.because("the source's log has no file " + file);
    }
    return named(walk(file, new OffsetGoal(file, offset)));
  }

  /** A file tells the second in which it was begun; all before it is earlier than the next one. */
  private Position byTime(Instant at) {
    Instant now = now();
    if (at.isAfter(now)) {
      throw StartInvalid.because(at + " lies in the future: by the source's clock it is " + now);
    }
    LogFiles files = LogFiles.of(connections);
    OptionalInt file =
        files.last(
            name -> head(name, false),
            head -> !Instant.ofEpochSecond(head.created() + 1).isAfter(at));
    if (file.isEmpty()) {
      throw purged("the log begins later than " + at + ": what was committed then is not known");
    }
    return named(walk(files.names().get(file.getAsInt()), new TimeGoal(at)));
  }

  private Position byNames(String gtids) {
    TransactionSet wanted = set(gtids);
    return domains ? byDomains(gtids, wanted) : bySet(wanted);
  }

  private TransactionSet set(String gtids) {
    try {
      return TransactionSet.parse(gtids, domains);
    } catch (IllegalArgumentException e) {
      throw StartInvalid.because("'" + gtids + "' is no set of transactions of this source", e);
    }
  }

  private Position bySet(TransactionSet wanted) {
    if (end().gtids().isEmpty()) {
      throw StartInvalid.because(
          "the source does not name its transactions (gtid_mode is not ON); name a file and an"
              + " offset");
    }
    LogFiles files = LogFiles.of(connections);
    OptionalInt file =
        files.last(
            name -> head(name, true),
            head ->
                head.gtids().isPresent()
                    && wanted.containsAll(TransactionSet.parse(head.gtids().get(), false)));
    if (file.isEmpty()) {
      throw purged("the log no longer has transactions that the set " + wanted + " lacks");
    }
    return walk(files.names().get(file.getAsInt()), new SetGoal(wanted)).position();
  }

  /**
   * MariaDB's domains are independent of each other, so any transaction of each is a place; the
   * server itself says whether it still has all behind it.
   */
  private Position byDomains(String gtids, TransactionSet wanted) {
    TransactionSet there;
    try (LogLink link = LogLink.open(connections)) {
      there = TransactionSet.domainState(link.ask("SELECT @@GLOBAL.gtid_binlog_state"));
    }
    if (!there.containsAll(wanted)) {
      throw StartInvalid.because(
          "'" + gtids + "' names transactions that the source does not have: it has " + there);
    }
    for (String last : there.toString().split(",", -1)) {
      requireDomain(gtids, wanted, last);
    }
    Position position = LogPosition.behind(gtids).position();
    try (LogWalk walk = log.walk(LogPosition.parse(position))) {
      walk.next();
    }
    return position;
  }

  /** Else the domain would be read from the beginning of the log. */
  private static void requireDomain(String gtids, TransactionSet wanted, String last) {
    String domain = last.substring(0, last.indexOf('-') + 1);
    boolean isNamed = ("," + wanted).contains("," + domain);
    if (!isNamed) {
      throw StartInvalid.because(
          "'"
              + gtids
              + "' names no transaction of the domain "
              + domain.replace("-", "")
              + ", whose last one is "
              + last
              + "; name one, or name a file and an offset");
    }
  }

  private LogPosition walk(String file, Goal goal) {
    LogPosition end = end();
    try (LogWalk walk = log.walk(LogPosition.at(file, 4))) {
      return walk.to(goal, end);
    }
  }

  /** What a file tells of itself at its beginning. */
  private LogPosition head(String file, boolean withNames) {
    try (LogWalk walk = log.walk(LogPosition.at(file, 4))) {
      LogPosition place = walk.next().place();
      for (int i = 1; i < EVENTS_OF_HEAD && !isWhole(place, withNames); i++) {
        place = walk.next().place();
      }
      return place;
    }
  }

  private static boolean isWhole(LogPosition head, boolean withNames) {
    return head.created() != 0 && (!withNames || head.gtids().isPresent());
  }

  /** The same place with the transactions before it, which only the server knows of domains. */
  private Position named(LogPosition place) {
    if (!domains) {
      return place.position();
    }
    String gtids;
    try (LogLink link = LogLink.open(connections)) {
      gtids = link.ask("SELECT BINLOG_GTID_POS('" + place.file() + "', " + place.offset() + ")");
    }
    // Of nothing before it the server says nothing, and so it does of a place that it cannot read.
    Optional<String> known = gtids.isBlank() ? Optional.empty() : Optional.of(gtids);
    return new LogPosition(
            place.file(), place.offset(), place.created(), known, place.prepared(), place.server())
        .position();
  }

  private LogPosition end() {
    return log.current()
        .map(LogPosition::parse)
        .orElseThrow(
            () ->
                StartInvalid.because(
                    "the source does not tell this user where its log ends (REPLICATION CLIENT,"
                        + " BINLOG MONITOR)"));
  }

  private Instant now() {
    try (LogLink link = LogLink.open(connections)) {
      BigDecimal seconds = new BigDecimal(link.ask("SELECT UNIX_TIMESTAMP(NOW(6))"));
      return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }
  }

  private static MigrationException purged(String why) {
    return new MigrationException(BinlogError.LOG_PURGED, ErrorContext.none(), why);
  }
}
