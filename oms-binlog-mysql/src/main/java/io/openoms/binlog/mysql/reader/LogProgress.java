package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** How far a stream has come, and from where it could begin anew. One thread. */
final class LogProgress {

  private static final long WRAP = 1L << 32;
  private static final int CHECKSUM_BYTES = 4;

  private final Optional<TransactionSet> gtids;
  private final PreparedTransactions prepared;
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
   */
  LogProgress(LogPosition start, Optional<TransactionSet> gtids) {
    this.gtids = gtids;
    this.prepared = PreparedTransactions.parse(start.prepared());
    this.file = start.file();
    this.offset = start.offset();
    this.safeFile = file;
    this.safeOffset = offset;
  }

  /** Goes on in a file. */
  void rotate(String toFile, long toOffset) {
    file = toFile;
    offset = toOffset;
  }

  /** Steps past an event; headers hold only the lower half of where it ends. */
  void pass(EventHeader header) {
    eventStart = offset;
    if (header.isArtificial() || header.end() == 0) {
      return;
    }
    long end = (offset & -WRAP) | header.end();
    offset = end < offset ? end + WRAP : end;
    long start = offset - header.size();
    // A server that leaves transactions out steps over them in silence: the event before this one
    // need not end where this one begins. A checksum that is not sent makes it shorter than it is.
    eventStart = Math.abs(start - eventStart) <= CHECKSUM_BYTES ? eventStart : start;
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
    return new LogPosition(safeFile, safeOffset, names, prepared.toString()).position();
  }
}
