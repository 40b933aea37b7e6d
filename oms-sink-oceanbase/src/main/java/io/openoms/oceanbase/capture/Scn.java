package io.openoms.oceanbase.capture;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.snapshot.ReadMoment;
import io.openoms.spi.data.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * OceanBase's system change numbers as positions: {@code scn/1 1795934217526219008}. A number
 * counts nanoseconds since 1970, and transactions are visible in the order of their numbers.
 * Stateless.
 */
final class Scn {

  /** Asks for the number of the newest state. */
  static final String CURRENT = "SELECT current_scn()";

  private static final String FORM = "scn/1 ";
  private static final long NANOS = 1_000_000_000L;

  private Scn() {}

  static Position position(long scn) {
    return new Position(FORM + scn);
  }

  static long of(Position position) {
    if (!position.text().startsWith(FORM)) {
      throw new MigrationException(
          JdbcError.STATE_UNKNOWN,
          ErrorContext.none().withPosition(position.text()),
          "the position is not one of this log, whose positions begin with " + FORM.trim());
    }
    return Long.parseLong(position.text().substring(FORM.length()));
  }

  /** Whether a position includes the transaction of that name, which is its number. */
  static boolean includes(Position position, String transaction) {
    return Long.parseLong(transaction) <= of(position);
  }

  /** Whether all that stands before the one stands before the other. */
  static boolean covers(Position reached, Position wanted) {
    return of(wanted) <= of(reached);
  }

  /** Reads the state at that number, which holds every transaction at or before it. */
  static ReadMoment moment(long scn) {
    return new ReadMoment(" AS OF SNAPSHOT " + scn, Optional.of(position(scn)));
  }

  /** The server's time at that number. */
  static Instant at(long scn) {
    return Instant.ofEpochSecond(scn / NANOS, scn % NANOS);
  }
}
