package io.openoms;

import java.time.Instant;
import java.util.List;

/**
 * A row that both ends of an active-active project had changed. Its values are in the bookkeeping
 * alone. Immutable.
 *
 * @param number its number within the project, from 1 on
 * @param table the table at the project's source
 * @param key the values of the row's key, as texts; bytes that are no text in hexadecimal digits
 *     behind {@code 0x}
 * @param foundAt when it was found
 * @param winner whose row stays; the rule's word until the row is settled
 * @param settled whether both ends have that row
 */
public record SettledConflict(
    long number,
    ObjectName table,
    List<String> key,
    Instant foundAt,
    ConflictRule.Winner winner,
    boolean settled) {

  public SettledConflict {
    key = List.copyOf(key);
  }
}
