package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** How far a stream has come, and from where it could begin anew. One thread. */
final class LogProgress {

  private static final long WRAP = 1L << 32;
  private static final int CHECKSUM_BYTES = 4;
  private static final int FIRST_EVENT = 4;

  private final Optional<TransactionSet> gtids;
  private final PreparedTransactions prepared;
  private final boolean skips;
  private final String server;
  private boolean begun;

  /** Events since the last one that said where it ends. */
  private long unplaced;

  private String file;
  private long offset;
  private long eventStart;
  private String safeFile;
  private long safeOffset;
  private long heartbeat = -1;

  /**
   * From a start.
   *
   * @param gtids the transactions before it, where the log names them
   * @param skips whether the server leaves out what stands before it, transaction by transaction
   */
  LogProgress(LogPosition start, Optional<TransactionSet> gtids, boolean skips) {
    this.skips = skips;
    this.gtids = gtids;
    this.prepared = PreparedTransactions.parse(start.prepared());
    this.file = start.file();
    this.server = start.server();
    this.offset = start.offset();
    this.safeFile = file;
    this.safeOffset = offset;
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
    safeFile = file;
    safeOffset = offset;
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

  /**
   * Whether a heartbeat says that the log ends here. A server also sends them while it leaves out
   * transactions that are known already: then the place that it tells moves.
   */
  boolean atEnd(long heartbeatEnd) {
    if (heartbeatEnd == (offset & (WRAP - 1))) {
      return true;
    }
    boolean again = heartbeatEnd == heartbeat;
    heartbeat = heartbeatEnd;
    return again;
  }

  /** The two-phase transactions that are not decided yet. */
  PreparedTransactions prepared() {
    return prepared;
  }

  Position position() {
    String names = gtids.map(TransactionSet::toString).orElse("");
    return new LogPosition(safeFile, safeOffset, names, prepared.toString(), server).position();
  }
}
