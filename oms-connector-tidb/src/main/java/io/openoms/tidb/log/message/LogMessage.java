package io.openoms.tidb.log.message;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A message of a changefeed. Immutable. */
public sealed interface LogMessage {

  /** The timestamp of the transaction, or that of a resolved event. */
  long timestamp();

  /**
   * All rows of transactions before that timestamp were written to this partition before it.
   *
   * @param timestamp the timestamp; rows of exactly this one may still follow
   */
  record Resolved(long timestamp) implements LogMessage {}

  /**
   * A statement that changed definitions.
   *
   * @param timestamp when its change took effect
   * @param database the database that it concerns, or the session's
   * @param table the table that it concerns; empty when it concerns a database
   * @param statement the statement's text
   */
  record Definition(long timestamp, String database, String table, String statement)
      implements LogMessage {}

  /**
   * A row's change.
   *
   * @param timestamp the commit's
   * @param database the table's database
   * @param table the table's name
   * @param partition the number of the table's partition, where it has any
   * @param before the row before, with the columns that changed or all of them, or the key alone;
   *     null for an insert, and for an update whose old values are left out
   * @param after the row after; null for a delete
   */
  record Row(
      long timestamp,
      String database,
      String table,
      OptionalLong partition,
      @Nullable CarriedRow before,
      @Nullable CarriedRow after)
      implements LogMessage {}
}
