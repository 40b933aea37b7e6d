package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * A statement in the log. Immutable.
 *
 * @param database the session's database; may be empty
 * @param sql the statement as the client sent it
 * @param collation the number of a collation of the client's character set, where the log tells it
 */
public record QueryEvent(String database, Cursor sql, OptionalInt collation) {

  private static final int FLAGS = 0;
  private static final int SQL_MODE = 1;
  private static final int CATALOG = 2;
  private static final int INCREMENT = 3;
  private static final int CHARACTER_SET = 4;
  private static final int TIME_ZONE = 5;
  private static final int CATALOG_NAME = 6;

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
    Cursor session = in.slice(in.u2());
    String database = in.text(databaseBytes);
    if (in.u1() != 0) {
      throw new MalformedEventException("the name of a statement's database does not end");
    }
    Cursor sql = compressed ? Inflated.read(in) : in;
    return new QueryEvent(database, sql.slice(sql.left()), collation(session));
  }

  /** What is told of the session comes in a fixed order, this as one of the first. */
  private static OptionalInt collation(Cursor session) {
    while (session.left() > 0) {
      switch (session.u1()) {
        case FLAGS, INCREMENT -> session.skip(4);
        case SQL_MODE -> session.skip(8);
        case CATALOG -> session.skip(session.u1() + 1L);
        case TIME_ZONE, CATALOG_NAME -> session.skip(session.u1());
        case CHARACTER_SET -> {
          return OptionalInt.of(session.u2());
        }
        default -> {
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Its bytes as they are. */
  public byte[] bytes() {
    return new Cursor(sql.data(), sql.at(), sql.end()).bytes(sql.left());
  }

  /** The statement, when its characters are ASCII or UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
