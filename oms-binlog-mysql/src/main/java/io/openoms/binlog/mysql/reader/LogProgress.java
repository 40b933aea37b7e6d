package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** How far a stream has come, and from where it could begin anew. One thread. */
final class LogProgress {

  private static final long WRAP = 1L << 32;
  private static final int CHECKSUM_BYTES = 4;
  private static final int FIRST_EVENT = 4;

  /** All transactions before; empty while they are not all known. */
  private Optional<TransactionSet> gtids;

  private final boolean byGtids;
  private final boolean named;
  private final FileIdentity files;
  private final PreparedTransactions prepared;
  private final boolean skips;
  private final String server;
  private boolean begun;

  /**
   * Whether all that stands in the log before the place at hand is known to be read. A server that
   * is asked by names steps over what has been read, in silence.
   */
  private boolean placed;

  /** Events since the last one that said where it ends. */
  private long unplaced;

  private String file;
  private long offset;
  private long eventStart;
  private String safeFile;
  private long safeOffset;
  private long created;
  private long safeCreated;
  private long heartbeat = -1;

  /**
   * From a start.
   *
   * @param server the identity of the server that sends the log
   * @param gtids the transactions before it, where the log is asked for by them
   * @param domains whether the log names transactions by domains
   * @param named whether the server gives every transaction a name
   * @param files tells whether the files are those of the start
   */
  LogProgress(
      LogPosition start,
      String server,
      Optional<TransactionSet> gtids,
      boolean domains,
      boolean named,
      FileIdentity files) {
    this.gtids = gtids;
    this.byGtids = gtids.isPresent();
    this.skips = byGtids || domains;
    this.named = named && !domains;
    this.files = files;
    this.prepared = PreparedTransactions.parse(start.prepared());
    this.server = server;
    this.file = start.file();
    this.offset = start.offset();
    this.placed = !byGtids;
    boolean stays = !byGtids || start.server().equals(server);
    this.safeFile = stays ? file : "";
    this.safeOffset = stays ? offset : 0;
    this.safeCreated = stays ? start.created() : 0;
  }

  /**
   * A file is described: the one that was rotated to.
   *
   * @param at when it was begun, in seconds
   */
  void begins(long at) {
    files.require(file, at);
    created = at;
  }

  /** What the files before this one hold: all names, as a stream by file cannot know otherwise. */
  void before(Cursor body) {
    if (!byGtids && named) {
      gtids = Optional.of(TransactionSet.decode(body));
    }
  }

  /**
   * A transaction begins that was not left out, so all before it is known.
   *
   * @throws MigrationException LOG_NOT_ORDERED when MariaDB's numbers do not grow
   */
  void announced(Optional<String> gtid, boolean domains) {
    placed = true;
    if (gtid.isEmpty() && !byGtids) {
      // Names alone no longer tell what was read.
      gtids = Optional.empty();
    }
    if (domains && gtids.isPresent() && gtids.get().contains(gtid.orElseThrow())) {
      throw new MigrationException(
          BinlogError.LOG_NOT_ORDERED,
          ErrorContext.none(),
          "the transaction "
              + gtid.get()
              + " comes after "
              + gtids.get()
              + ": numbers of a domain must grow, or nobody can tell which were read"
              + " (gtid_strict_mode=ON has the server see to it). Release the project and copy"
              + " anew");
    }
  }

  /** Goes on in a file: in the one that was asked for, and then in later ones. */
  void rotate(String toFile, long toOffset) {
    boolean follows = toFile.equals(file) || (begun && LogFile.isLater(toFile, file));
    boolean first = !begun && (file.isEmpty() || skips);
    if (toOffset < FIRST_EVENT || !LogFile.isName(toFile) || !(first || follows)) {
      throw new MalformedEventException(
          "the log goes on in the file '" + toFile + "' at " + toOffset + " after " + file);
    }
    begun = true;
    created = toFile.equals(file) ? created : 0;
    file = toFile;
    offset = toOffset;
  }

  /**
   * Steps past an event; headers hold only the lower half of where it ends.
   *
   * @param follows whether it must begin where the one before ended
   * @param checksums whether events come with checksums; when not, the file may still have them
   */
  void pass(EventHeader header, boolean follows, boolean checksums) {
    eventStart = offset;
    if (header.isArtificial()) {
      return;
    }
    if (header.end() == 0) {
      // MariaDB says where a transaction ends, and not where each of its events does.
      offset += follows ? header.size() : 0;
      unplaced += follows ? 1 : 0;
      return;
    }
    long end = (offset & -WRAP) | header.end();
    offset = end < offset ? end + WRAP : end;
    long start = offset - header.size();
    long gap = start - eventStart;
    if ((follows || !skips)
        && (gap < 0 || gap > (checksums ? 0 : CHECKSUM_BYTES * (1 + unplaced)))) {
      throw new MalformedEventException(
          "an event begins at " + start + " where the one before ended at " + eventStart);
    }
    unplaced = 0;
    // A server that leaves transactions out steps over them in silence: the event before this one
    // need not end where this one begins. A checksum that is not sent makes it shorter than it is.
    eventStart = Math.abs(gap) <= CHECKSUM_BYTES ? eventStart : start;
  }

  /** Nothing is half told: a new stream could begin here. */
  void safe() {
    if (placed) {
      safeFile = file;
      safeOffset = offset;
      safeCreated = created;
    }
  }

  /** A transaction ended here, under its name if it has one. */
  void committed(Optional<String> gtid) {
    gtid.ifPresent(name -> gtids.ifPresent(set -> set.add(name)));
    safe();
  }

  /** What a transaction without a GTID is called that begins with the event at hand. */
  String place() {
    return file + ":" + eventStart;
  }

  /** A place in the file at hand, with what tells the file from others of its name. */
  RowsPlace lasting(String place) {
    return RowsPlace.parse(place + "/" + created + "/" + server);
  }

  /** All transactions that have ended, as the server writes them; for a stream by names. */
  String names() {
    return gtids.map(TransactionSet::toString).orElse("");
  }

  /**
   * Whether a heartbeat says that the log ends here. A server also sends them while it leaves out
   * transactions that are known already: then the place that it tells moves. Once it does not, all
   * before it is read.
   *
   * @param whole whether nothing is half told
   */
  boolean atEnd(long heartbeatEnd, String heartbeatFile, boolean whole) {
    boolean again = heartbeatEnd == heartbeat;
    heartbeat = heartbeatEnd;
    long here = offset & (WRAP - 1);
    if (again && skips && whole && heartbeatFile.equals(file) && heartbeatEnd >= here) {
      offset += heartbeatEnd - here;
      placed = true;
      safe();
    }
    return again || heartbeatEnd == here;
  }

  /** The two-phase transactions that are not decided yet. */
  PreparedTransactions prepared() {
    return prepared;
  }

  Position position() {
    return reached().position();
  }

  /** The position as its parts. */
  LogPosition reached() {
    return new LogPosition(
        safeFile,
        safeOffset,
        safeCreated,
        gtids.map(TransactionSet::toString),
        prepared.toString(),
        safeFile.isEmpty() ? "" : server);
  }
}
