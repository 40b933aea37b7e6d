package io.openoms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The net change of one row that could not be applied. Immutable. It holds the row's values: treat
 * it as secret as they are.
 *
 * @param source the table at the source
 * @param target the table at the sink
 * @param kind what was to be done
 * @param before the row before, by column; empty for an insert. Numbers, times and texts as text,
 *     bytes in hexadecimal after {@code 0x}, null for NULL; columns that the log does not carry are
 *     not in it
 * @param after the row after; empty for a delete
 * @param cause why it could not be applied, with the error's code
 * @param position where its window stands in the source's log
 */
public record DeadLetter(
    ObjectName source,
    ObjectName target,
    Kind kind,
    Map<String, @Nullable String> before,
    Map<String, @Nullable String> after,
    String cause,
    String position) {

  /** What can be done to a row. */
  public enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }

  public DeadLetter {
    before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
    after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
  }

  /** Without the values. */
  @Override
  public String toString() {
    return kind + " of a row of " + target + " at " + position + ": " + cause;
  }
}
