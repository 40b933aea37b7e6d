package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A statement in the log. Immutable.
 *
 * @param database the session's database; may be empty
 * @param sql the statement as the client sent it
 * @param session what the log tells of the session
 */
public record QueryEvent(String database, Cursor sql, Session session) {

  /**
   * What the log tells of a statement's session.
   *
   * @param modes the settings that give texts another meaning, by their names
   * @param collation the number of a collation of the client's character set, where it is told
   */
  public record Session(Set<String> modes, OptionalInt collation) {

    public Session {
      modes = Set.copyOf(modes);
    }
  }

  private static final Map<String, Long> MODES =
      Map.of("REAL_AS_FLOAT", 1L, "ANSI_QUOTES", 4L, "NO_BACKSLASH_ESCAPES", 1L << 20);

  private static final long ALL_MODES =
      MODES.values().stream().mapToLong(Long::longValue).reduce(0, (some, bit) -> some | bit);

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
    return new QueryEvent(database, sql.slice(sql.left()), session(session));
  }

  /** What is told of the session comes in a fixed order, these as some of the first. */
  private static Session session(Cursor told) {
    Set<String> modes = Set.of();
    while (told.left() > 0) {
      switch (told.u1()) {
        case FLAGS, INCREMENT -> told.skip(4);
        case SQL_MODE -> modes = modes(told.i8());
        case CATALOG -> told.skip(told.u1() + 1L);
        case TIME_ZONE, CATALOG_NAME -> told.skip(told.u1());
        case CHARACTER_SET -> {
          return new Session(modes, OptionalInt.of(told.u2()));
        }
        default -> {
          return new Session(modes, OptionalInt.empty());
        }
      }
    }
    return new Session(modes, OptionalInt.empty());
  }

  /** Asked for each transaction, whose BEGIN is a statement, too. */
  private static Set<String> modes(long bits) {
    if ((bits & ALL_MODES) == 0) {
      return Set.of();
    }
    return MODES.entrySet().stream()
        .filter(mode -> (bits & mode.getValue()) != 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
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
