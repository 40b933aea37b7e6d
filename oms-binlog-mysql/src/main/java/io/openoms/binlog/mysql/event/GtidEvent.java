package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * What announces a transaction. Immutable.
 *
 * @param gtid its name; empty for one that is anonymous
 * @param committedAt when it was committed, where the log says it to the microsecond
 * @param standalone MariaDB: whether a single statement follows that ends it
 * @param isOfDomain whether it is of a domain
 * @param prepares MariaDB: whether it is two-phase and ends by being prepared
 */
public record GtidEvent(
    Optional<String> gtid,
    Optional<Instant> committedAt,
    boolean standalone,
    boolean isOfDomain,
    boolean prepares) {

  private static final int LOGICAL_CLOCK = 2;
  private static final int TIMESTAMP_BYTES = 7;
  private static final int MARIA_STANDALONE = 1;
  private static final int MARIA_PREPARED = 64;

  /** MySQL's. */
  GtidEvent(Optional<String> gtid, Optional<Instant> committedAt) {
    this(gtid, committedAt, false, false, false);
  }

  /** Reads MySQL's event. */
  public static GtidEvent mySql(Cursor in, boolean anonymous) {
    in.skip(1);
    UUID source = new UUID(in.bigEndian(8), in.bigEndian(8));
    long number = in.i8();
    if (number < (anonymous ? 0 : 1)) {
      throw new MalformedEventException("a transaction has the number " + number);
    }
    Optional<String> gtid = anonymous ? Optional.empty() : Optional.of(source + ":" + number);
    boolean timed = in.left() > 1 + 16 + TIMESTAMP_BYTES && in.u1() == LOGICAL_CLOCK;
    if (!timed) {
      return new GtidEvent(gtid, Optional.empty());
    }
    in.skip(16);
    // The highest bit says whether the time at the first server follows.
    long micros = in.number(TIMESTAMP_BYTES) & ~(1L << 55);
    return new GtidEvent(gtid, Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
  }

  /** Reads MariaDB's event. */
  public static GtidEvent ofDomain(EventHeader header, Cursor in) {
    long number = in.i8();
    long domain = in.u4();
    int flags = in.u1();
    String gtid = domain + "-" + header.serverId() + "-" + Long.toUnsignedString(number);
    return new GtidEvent(
        Optional.of(gtid),
        Optional.empty(),
        (flags & MARIA_STANDALONE) != 0,
        true,
        (flags & MARIA_PREPARED) != 0);
  }
}
