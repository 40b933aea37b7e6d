package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * MySQL's announcement of a transaction whose name has a tag (from 8.3 on): numbered fields in a
 * serialization of its own, in which each number says by its lowest bits how long it is.
 */
public final class TaggedGtid {

  private static final int UUID_BYTES = 16;
  private static final int FLAGS = 0;
  private static final int UUID_FIELD = 1;
  private static final int NUMBER = 2;
  private static final int TAG = 3;
  private static final int LAST_COMMITTED = 4;
  private static final int SEQUENCE = 5;
  private static final int COMMITTED_AT = 6;
  private static final int LONGEST_TAG = 32;
  private static final Pattern TAG_TEXT = Pattern.compile("[a-z_][a-z0-9_]*");

  private TaggedGtid() {}

  /** Reads an event's body. */
  public static GtidEvent read(Cursor in) {
    if (number(in) != 1) {
      throw new MalformedEventException("a tagged transaction is written in an unknown way");
    }
    // The size of the message and the last field that must be understood.
    number(in);
    number(in);
    require(in, FLAGS);
    number(in);
    require(in, UUID_FIELD);
    UUID uuid = new UUID(half(in), half(in));
    require(in, NUMBER);
    long number = signed(in);
    require(in, TAG);
    long length = number(in);
    if (length < 1 || length > LONGEST_TAG) {
      throw new MalformedEventException("a transaction's tag has " + length + " bytes");
    }
    String tag = in.text(length);
    if (number < 1 || !TAG_TEXT.matcher(tag).matches()) {
      throw new MalformedEventException("a transaction is named '" + tag + ":" + number + "'");
    }
    require(in, LAST_COMMITTED);
    number(in);
    require(in, SEQUENCE);
    number(in);
    require(in, COMMITTED_AT);
    Instant at = Instant.EPOCH.plus(number(in), ChronoUnit.MICROS);
    return new GtidEvent(Optional.of(uuid + ":" + tag + ":" + number), Optional.of(at));
  }

  private static void require(Cursor in, int field) {
    long found = number(in);
    if (found != field) {
      throw new MalformedEventException(
          "a tagged transaction has field " + found + " where " + field + " is expected");
    }
  }

  private static long half(Cursor in) {
    long half = 0;
    for (int i = 0; i < UUID_BYTES / 2; i++) {
      half = (half << 8) | (number(in) & 0xff);
    }
    return half;
  }

  /** As many lowest bits are set as further bytes follow. */
  private static long number(Cursor in) {
    int first = in.u1();
    int more = Integer.numberOfTrailingZeros(~first);
    long low = more >= 7 ? 0 : first >> (more + 1);
    long rest = in.number(Math.min(more, 8));
    return more >= 7 ? rest : low | (rest << (7 - more));
  }

  private static long signed(Cursor in) {
    long number = number(in);
    return (number >>> 1) ^ -(number & 1);
  }
}
