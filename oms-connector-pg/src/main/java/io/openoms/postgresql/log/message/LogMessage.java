package io.openoms.postgresql.log.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of {@code pgoutput}; the manual describes them in "Logical Replication Message
 * Formats". Immutable.
 */
public sealed interface LogMessage {

  /**
   * A transaction begins, which is committed.
   *
   * @param commit where the record of its commit begins
   */
  record Begin(long commit, Instant at, int xid) implements LogMessage {}

  /**
   * It ends.
   *
   * @param end where the record of its commit ends
   */
  record Commit(long commit, long end, Instant at) implements LogMessage {}

  /** The transaction came from another server. */
  record Origin(String name) implements LogMessage {}

  /** A column of a relation: whether it is of its identity, name, type and modifier. */
  record Column(boolean identifies, String name, int type, int modifier) {}

  /**
   * A relation as it is from now on.
   *
   * @param identity the catalog's {@code relreplident}
   */
  record Relation(int id, String schema, String name, char identity, List<Column> columns)
      implements LogMessage {

    public Relation {
      columns = List.copyOf(columns);
    }
  }

  /** A type that the server does not bring by itself. */
  record Type(int id) implements LogMessage {}

  /**
   * A change of a row.
   *
   * @param isInsert whether the row is a new one
   * @param before the old row, whole or its identity alone; null for an insert, and for an update
   *     that leaves the identity as it is
   * @param isWhole whether the old row is a whole one
   * @param after the new row; null for a delete
   */
  record Row(
      int relation,
      boolean isInsert,
      @Nullable Tuple before,
      boolean isWhole,
      @Nullable Tuple after)
      implements LogMessage {}

  /** All rows of some relations are removed. */
  record Truncate(List<Integer> relations, boolean cascades, boolean restarts)
      implements LogMessage {

    public Truncate {
      relations = List.copyOf(relations);
    }
  }

  /** A text that a session has written into the log. */
  record Note(boolean isTransactional, String prefix) implements LogMessage {}
}
