package io.openoms.binlog.mysql.event;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A statement in the log. Immutable.
 *
 * @param database the session's database; may be empty
 * @param sql the statement
 */
public record QueryEvent(String database, String sql) {

  private static final Charset TEXT = StandardCharsets.UTF_8;

  /** Reads an event's body. */
  public static QueryEvent read(Cursor in) {
    in.skip(8);
    int databaseBytes = in.u1();
    in.skip(2);
    in.skip(in.u2());
    String database = in.text(databaseBytes);
    in.skip(1);
    return new QueryEvent(database, new String(in.bytes(in.left()), TEXT));
  }
}
