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

  /** Reads the state at that number, which holds every transaction at or before it. */
  static ReadMoment moment(long scn) {
    return new ReadMoment(" AS OF SNAPSHOT " + scn, Optional.of(position(scn)));
  }

  /** The server's time at that number. */
  static Instant at(long scn) {
    return Instant.ofEpochSecond(scn / NANOS, scn % NANOS);
  }
}
