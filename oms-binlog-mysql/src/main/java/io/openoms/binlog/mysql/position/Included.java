package io.openoms.binlog.mysql.position;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;

/**
 * The transactions before a position. A transaction is named by its GTID, if it has one, and the
 * place where it begins, as {@code 3e11fa47-…:23 binlog.000002:157}. Not thread-safe.
 */
public final class Included {

  private final LogPosition position;
  private final TransactionSet gtids;

  /** Of that position in a log of that kind. */
  public Included(Position position, boolean domains) {
    this.position = LogPosition.parse(position);
    try {
      this.gtids = TransactionSet.parse(this.position.gtids().orElse(""), domains);
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "'" + position.text() + "' holds no set of transactions",
          e);
    }
  }

  /**
   * Whether a transaction stands before it. By its GTID, where the position knows all of them: with
   * a file alone, or for a transaction without a GTID (before GTIDs were adopted), by its place.
   */
  public boolean has(String transaction) {
    int space = transaction.indexOf(' ');
    String first = space < 0 ? transaction : transaction.substring(0, space);
    boolean isNamed = space > 0 || !isPlace(first);
    boolean byName = position.gtids().isPresent() || position.file().isEmpty() || space < 0;
    if (isNamed && byName) {
      return gtids.contains(first);
    }
    requireFile();
    String place = transaction.substring(space + 1);
    int colon = place.lastIndexOf(':');
    long begin = Long.parseLong(place.substring(colon + 1));
    return position.reaches(place.substring(0, colon), begin + 1);
  }

  private static boolean isPlace(String text) {
    int colon = text.lastIndexOf(':');
    return colon > 0 && text.lastIndexOf('.', colon) > 0;
  }

  /**
   * Whether all that stands before another position stands before this one. Files of one server are
   * compared, too: its log holds a transaction some time before its set of executed ones does, and
   * MariaDB's numbers need not grow.
   */
  public boolean hasAll(Included other) {
    boolean files = !position.file().isEmpty() && !other.position.file().isEmpty();
    boolean named = other.position.gtids().isPresent() || other.position.file().isEmpty();
    if (named && (position.gtids().isPresent() || !files)) {
      return gtids.containsAll(other.gtids)
          && (!position.isOfTheSameLog(other.position) || reaches(other.position));
    }
    requireFile();
    return reaches(other.position);
  }

  private boolean reaches(LogPosition other) {
    return position.reaches(other.file(), other.offset());
  }

  private void requireFile() {
    if (position.file().isEmpty()) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "'" + position.position().text() + "' names no file of the log");
    }
  }
}
