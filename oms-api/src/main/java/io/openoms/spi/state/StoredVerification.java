package io.openoms.spi.state;

import io.openoms.ObjectName;
import java.time.Instant;
import java.util.Optional;

/**
 * What the last verification found in a table of the sink, as it is stored. Immutable.
 *
 * @param target the table at the sink
 * @param endedAt when it was compared
 * @param rows rows of the source that were compared
 * @param missing rows that only the source has
 * @param extra rows that only the sink has
 * @param different rows that both have, with different values
 * @param unresolved rows that kept changing
 * @param byRule rows that differ because of kinds of changes that the project leaves out
 * @param deadLetters those of the rows that differ whose change was left to the caller
 * @param error why the table could not be compared to its end
 */
public record StoredVerification(
    ObjectName target,
    Instant endedAt,
    long rows,
    long missing,
    long extra,
    long different,
    long unresolved,
    long byRule,
    long deadLetters,
    Optional<String> error) {

  /** What was found in a table of which all changes count and were applied. */
  public StoredVerification(
      ObjectName target,
      Instant endedAt,
      long rows,
      long missing,
      long extra,
      long different,
      long unresolved,
      Optional<String> error) {
    this(target, endedAt, rows, missing, extra, different, unresolved, 0, 0, error);
  }

  /** Whether all rows were compared, and none differs or is unresolved. */
  public boolean isConsistent() {
    return missing + extra + different + unresolved == 0 && error.isEmpty();
  }
}
