package io.openoms.jdbc.mysql.log;

/** How a log names its transactions. */
public enum GtidForm {
  /**
   * By the server's UUID and a number, as {@code 3e11fa47-…:23}; only while {@code gtid_mode} is
   * ON. The executed ones are a set, which a transaction joins when readers see it.
   */
  SERVERS,
  /**
   * By a domain, a server's id and a number, as {@code 0-1-100}; always. What is read is known by
   * the last one of each domain.
   */
  DOMAINS;

  /** Whether every transaction has a name, whatever the server's settings say. */
  public boolean namesAll() {
    return this == DOMAINS;
  }
}
