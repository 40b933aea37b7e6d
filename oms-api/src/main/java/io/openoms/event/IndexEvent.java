package io.openoms.event;

import io.openoms.ObjectName;
import java.time.Duration;
import java.time.Instant;

/**
 * The build of one secondary index began, went on, or ended.
 *
 * @param at when
 * @param table the table, by its source name
 * @param index the index
 * @param statement its creation syntax
 * @param status what happened
 * @param fraction how much is done, 0 to 1, or −1 when the sink does not tell
 * @param elapsed time since the build began
 */
public record IndexEvent(
    Instant at,
    ObjectName table,
    String index,
    String statement,
    Status status,
    double fraction,
    Duration elapsed) {

  /** What happens to an index. */
  public enum Status {
    /** The statement was sent; repeated about once a second while it works. */
    BUILDING,
    /** It is there. */
    COMPLETED,
    /** The sink refused it. */
    FAILED
  }
}
