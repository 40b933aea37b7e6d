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
    return read(in, false);
  }

  /** Reads the body of MariaDB's event whose statement is compressed. */
  public static QueryEvent readCompressed(Cursor in) {
    return read(in, true);
  }

  private static QueryEvent read(Cursor in, boolean compressed) {
    in.skip(8);
    int databaseBytes = in.u1();
    in.skip(2);
    in.skip(in.u2());
    String database = in.text(databaseBytes);
    in.skip(1);
    Cursor sql = compressed ? Inflated.read(in) : in;
    return new QueryEvent(database, new String(sql.bytes(sql.left()), TEXT));
  }
}
