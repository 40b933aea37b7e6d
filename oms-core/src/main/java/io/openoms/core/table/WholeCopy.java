package io.openoms.core.table;

import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import java.util.Optional;

/**
 * A copy of a whole table that one transaction brings. Immutable.
 *
 * @param low the low watermark; empty where the log may not be asked
 * @param high the high watermark; equal to the low one where the rows are those of that position
 * @param isComplete whether all the indexes are there that belong to the copy and to its end
 */
public record WholeCopy(Optional<Position> low, Optional<Position> high, boolean isComplete) {

  /** Whether the rows are known to be as they were at one position: nothing is to converge. */
  public boolean isExact() {
    return low.isPresent() && low.equals(high);
  }

  /** The milestones of a table that had those, once its copy is committed. */
  Milestones from(Milestones before) {
    Milestones begun = Transition.BEGIN_COPY.from(before, low);
    Milestones split = Transition.END_SPLIT.from(begun, Optional.empty());
    Milestones read = Transition.READ_LAST_ROW.from(split, high);
    if (!isComplete) {
      return read;
    }
    Milestones copied = Transition.END_COPY.from(read, Optional.empty());
    return isExact() && copied.has(Milestone.HIGH_WATERMARK)
        ? Transition.CONVERGE.from(copied, Optional.empty())
        : copied;
  }
}
