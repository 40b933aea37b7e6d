package io.openoms.binlog.mysql.event;

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
 */
public record GtidEvent(Optional<String> gtid, Optional<Instant> committedAt, boolean standalone) {

  private static final int LOGICAL_CLOCK = 2;
  private static final int TIMESTAMP_BYTES = 7;
  private static final int MARIA_STANDALONE = 1;

  /** Reads MySQL's event. */
  public static GtidEvent mySql(Cursor in, boolean anonymous) {
    in.skip(1);
    UUID source = new UUID(in.bigEndian(8), in.bigEndian(8));
    long number = in.i8();
    Optional<String> gtid = anonymous ? Optional.empty() : Optional.of(source + ":" + number);
    boolean timed = in.left() > 1 + 16 + TIMESTAMP_BYTES && in.u1() == LOGICAL_CLOCK;
    if (!timed) {
      return new GtidEvent(gtid, Optional.empty(), false);
    }
    in.skip(16);
    // The highest bit says whether the time at the first server follows.
    long micros = in.number(TIMESTAMP_BYTES) & ~(1L << 55);
    return new GtidEvent(gtid, Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)), false);
  }

  /** Reads MariaDB's event. */
  public static GtidEvent mariaDb(EventHeader header, Cursor in) {
    long number = in.i8();
    long domain = in.u4();
    boolean standalone = (in.u1() & MARIA_STANDALONE) != 0;
    String gtid = domain + "-" + header.serverId() + "-" + Long.toUnsignedString(number);
    return new GtidEvent(Optional.of(gtid), Optional.empty(), standalone);
  }
}
