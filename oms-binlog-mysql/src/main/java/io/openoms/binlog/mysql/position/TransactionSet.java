package io.openoms.binlog.mysql.position;

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
   * Reads a set as a server writes it.
   *
   * @param mariaDb whether it is of MariaDB's kind
   * @throws IllegalArgumentException when the text is no such set
   */
  static TransactionSet parse(String text, boolean mariaDb) {
    return mariaDb ? MariaDbGtids.parse(text) : GtidSet.parse(text);
  }
}
