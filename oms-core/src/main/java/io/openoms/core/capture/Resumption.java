package io.openoms.core.capture;

import io.openoms.spi.data.Position;
import java.util.List;

/**
 * Where the log is read on. Immutable.
 *
 * @param position behind a transaction's end
 * @param skip changes behind that position that are at the sink already, or in the spool
 * @param cuts numbers of changes, counted from the first one that is not skipped, after which a
 *     record must end: so that a window that was begun can be formed again
 */
public record Resumption(Position position, long skip, List<Long> cuts) {

  public Resumption {
    cuts = List.copyOf(cuts);
  }

  /** Reads on behind a transaction's end. */
  public static Resumption at(Position position) {
    return new Resumption(position, 0, List.of());
  }
}
