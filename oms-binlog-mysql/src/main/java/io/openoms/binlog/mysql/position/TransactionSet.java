package io.openoms.binlog.mysql.position;

import io.openoms.binlog.mysql.event.Cursor;

/** A set of transactions by their names in a log. Not thread-safe. */
public interface TransactionSet {

  /** Puts a transaction in. */
  void add(String transaction);

  /** Whether a transaction is in it. */
  boolean contains(String transaction);

  /** Whether every transaction of another set of the same kind is in it. */
  boolean containsAll(TransactionSet other);

  /** The set as the server writes it, without line ends. */
  @Override
  String toString();

  /**
   * Reads MariaDB's {@code gtid_binlog_state}: the last transaction of each server in each domain.
   */
  static TransactionSet domainState(String text) {
    return DomainState.parse(text);
  }

  /** Reads the set in the body of MySQL's PREVIOUS_GTIDS event. */
  static TransactionSet decode(Cursor in) {
    return GtidSet.decode(in);
  }

  /**
   * Reads a set as a server writes it.
   *
   * @param domains whether its names are of domains
   * @throws IllegalArgumentException when the text is no such set
   */
  static TransactionSet parse(String text, boolean domains) {
    return domains ? DomainGtids.parse(text) : GtidSet.parse(text);
  }
}
