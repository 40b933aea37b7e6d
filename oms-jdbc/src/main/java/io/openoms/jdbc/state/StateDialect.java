package io.openoms.jdbc.state;

import io.openoms.jdbc.session.IdleLimit;
import java.util.List;

/**
 * What the bookkeeping's statements are called in a server's language. Names that are given are
 * quoted already, but for {@link #quote}. Stateless; thread-safe.
 */
public interface StateDialect {

  /** The name of a schema, table or column as statements hold it. */
  String quote(String name);

  /** Creates a schema unless it is there, also when another session does so at the same time. */
  String createSchema(String schema);

  /** Drops a schema in which nothing is left. */
  String dropSchema(String schema);

  /**
   * Creates a table unless it is there, also when another session does so at the same time.
   *
   * @param columns the columns; types that differ between servers stand as {@code {name}} for a
   *     name and {@code {token}} for a longer one, both compared byte for byte, {@code {text}} for
   *     a text without a limit, {@code {moment}} for a time in UTC to the microsecond, and {@code
   *     {flag}} for 0 or 1
   */
  String createTable(String table, String columns);

  /** The time now in UTC, to the microsecond. */
  String now();

  /** The time now in milliseconds since 1970, as a whole number. */
  String epochMillis();

  /** What stands behind the list of a SELECT that reads no table. */
  String fromNothing();

  /**
   * Inserts rows whose primary key is not there.
   *
   * @param rows what follows the table's name
   */
  String insertAbsent(String table, String rows);

  /**
   * Inserts rows in place of those with the same primary key; all columns of the table are given.
   *
   * @param key the columns of the primary key
   * @param values the rows, each in brackets
   */
  String replace(String table, List<String> columns, List<String> key, String values);

  /** How long a session with an open transaction may be silent. */
  IdleLimit idleLimit();
}
