package io.openoms.dashboard.journal;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.ErrorEvent;
import io.openoms.event.WarningCode;
import io.openoms.event.WarningEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An error or a warning, as often as it came. Immutable.
 *
 * @param at when it came last
 * @param times how often it came
 * @param level what it means for the run
 * @param code its stable code
 * @param category who can do something about it; empty for warnings
 * @param phase where
 * @param object where
 * @param position a place in the source's log; empty elsewhere, where it may be a row's key
 * @param message a sentence
 * @param remedy what to do; empty when nothing is known
 */
public record Trouble(
    Instant at,
    long times,
    Level level,
    String code,
    String category,
    Optional<Phase> phase,
    Optional<ObjectName> object,
    Optional<String> position,
    String message,
    String remedy) {

  /** What a trouble means for the run. */
  public enum Level {
    /** A step failed for good. */
    ERROR,
    /** A step failed and is tried again. */
    RETRIED,
    /** Nothing stops. */
    WARNING;

    /** The name on the page. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Trouble of(ErrorEvent event) {
    return of(event.at(), event.error(), event.willRetry() ? Level.RETRIED : Level.ERROR);
  }

  static Trouble of(Instant at, MigrationException error, Level level) {
    ErrorCode code = error.code();
    ErrorContext where = error.context();
    return new Trouble(
        at,
        1,
        level,
        code.name(),
        code.category().name().toLowerCase(Locale.ROOT),
        where.phase(),
        where.object(),
        position(where),
        error.description(),
        code.remedy());
  }

  static Trouble of(WarningEvent event) {
    ErrorContext where = event.context();
    return new Trouble(
        event.at(),
        1,
        Level.WARNING,
        event.code(),
        "",
        where.phase(),
        where.object(),
        position(where),
        event.message(),
        remedy(event.code()));
  }

  /** Only a phase that follows a log has positions in it. */
  private static Optional<String> position(ErrorContext where) {
    boolean follows =
        where.phase().stream()
            .anyMatch(phase -> phase == Phase.INCREMENTAL || phase == Phase.REVERSE_INCREMENTAL);
    return follows ? where.position() : Optional.empty();
  }

  /** A precheck's name is no {@link WarningCode}: its message has the advice. */
  private static String remedy(String code) {
    return Arrays.stream(WarningCode.values())
        .filter(known -> known.name().equals(code))
        .map(WarningCode::remedy)
        .findFirst()
        .orElse("");
  }

  /** Whether both say the same of the same. */
  boolean isRepeatedBy(Trouble later) {
    return level == later.level
        && code.equals(later.code)
        && object.equals(later.object)
        && message.equals(later.message);
  }

  Trouble after(Trouble earlier) {
    return new Trouble(
        at, times + earlier.times, level, code, category, phase, object, position, message, remedy);
  }
}
