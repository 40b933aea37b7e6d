package io.openoms.binlog.mysql.position;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;

/**
 * The transactions before a position. A transaction is named by its GTID, or, where it has none, by
 * the place where it begins, as {@code binlog.000002:157}. Not thread-safe.
 */
public final class Included {

  private final LogPosition position;
  private final TransactionSet gtids;

  /** Of that position in a log of that kind. */
  public Included(Position position, boolean mariaDb) {
    this.position = LogPosition.parse(position);
    try {
      this.gtids = TransactionSet.parse(this.position.gtids(), mariaDb);
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          BinlogError.LOG_POSITION_INVALID,
          ErrorContext.none(),
          "'" + this.position.gtids() + "' is no set of transactions",
          e);
    }
  }

  /** Whether a transaction stands before it. */
  public boolean has(String transaction) {
    int colon = transaction.lastIndexOf(':');
    boolean isPlace = colon > 0 && transaction.lastIndexOf('.', colon) > 0;
    if (!isPlace) {
      return gtids.contains(transaction);
    }
    requireFile();
    long begin = Long.parseLong(transaction.substring(colon + 1));
    return position.reaches(transaction.substring(0, colon), begin + 1);
  }

  /** Whether all that stands before another position stands before this one. */
  public boolean hasAll(Included other) {
    boolean files = !position.file().isEmpty() && !other.position.file().isEmpty();
    boolean named = !other.position.gtids().isEmpty() || other.position.file().isEmpty();
    if (named && !(files && position.gtids().isEmpty())) {
      return gtids.containsAll(other.gtids);
    }
    requireFile();
    return position.reaches(other.position.file(), other.position.offset());
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
