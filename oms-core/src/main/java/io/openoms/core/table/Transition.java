package io.openoms.core.table;

import static io.openoms.spi.state.Milestone.CAPTURED;
import static io.openoms.spi.state.Milestone.CONVERGED;
import static io.openoms.spi.state.Milestone.COPIED;
import static io.openoms.spi.state.Milestone.COPY_VOID;
import static io.openoms.spi.state.Milestone.CREATED;
import static io.openoms.spi.state.Milestone.HIGH_WATERMARK;
import static io.openoms.spi.state.Milestone.LOW_WATERMARK;
import static io.openoms.spi.state.Milestone.ROWS_OF_OTHERS;
import static io.openoms.spi.state.Milestone.SOURCE_GONE;
import static io.openoms.spi.state.Milestone.SPLIT;

import com.google.common.collect.ImmutableSet;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import java.util.Optional;

/**
 * The table of what may happen to an object's milestones: what must be reached before, what must
 * not be, what is cleared, and what is reached then. Whatever is not in this table is illegal.
 */
public enum Transition {
  /** The object exists at the sink. */
  CREATE(requires(), forbids(), clears(), reaches(CREATED)),
  /**
   * The copy begins; the log stands at that position, if the source has one. An earlier copy is
   * forgotten, and nothing of it is at the sink.
   */
  BEGIN_COPY(
      requires(),
      forbids(SPLIT, COPIED),
      clears(LOW_WATERMARK, HIGH_WATERMARK, CONVERGED, COPY_VOID),
      reaches(LOW_WATERMARK)),
  /** The last chunk bound is stored. */
  END_SPLIT(requires(), forbids(COPIED), clears(), reaches(SPLIT)),
  /** The last row was read; the log stands at that position. */
  READ_LAST_ROW(requires(SPLIT), forbids(COPIED), clears(), reaches(HIGH_WATERMARK)),
  /** All rows at the sink, committed, are as they were at that one position. */
  READ_AT(requires(), forbids(COPIED), clears(), reaches(LOW_WATERMARK, HIGH_WATERMARK)),
  /** Rows and indexes are at the sink. */
  END_COPY(requires(SPLIT), forbids(), clears(), reaches(COPIED)),
  /** Without a copy, the rows at the sink are taken to be the source's at that position. */
  TAKE_AS_EQUAL(
      requires(), forbids(SPLIT, COPIED), clears(), reaches(LOW_WATERMARK, HIGH_WATERMARK)),
  /**
   * Writes to the source were stopped at that position, and everything before it is applied, in
   * whichever direction: the rows at both ends are equal.
   */
  MADE_EQUAL(requires(), forbids(COPY_VOID), clears(), reaches(LOW_WATERMARK, HIGH_WATERMARK)),
  /** A row was read again: the copy may have seen the log up to that position. */
  READ_AGAIN(requires(HIGH_WATERMARK), forbids(), clears(), reaches(HIGH_WATERMARK)),
  /** What the copy may have seen is applied, and the unique indexes are built. */
  CONVERGE(requires(HIGH_WATERMARK), forbids(), clears(), reaches(CONVERGED)),
  /** Changes after the copy were skipped: it must begin anew, at an empty target. */
  VOID_COPY(
      requires(),
      forbids(),
      clears(SPLIT, COPIED, CONVERGED, LOW_WATERMARK, HIGH_WATERMARK),
      reaches(COPY_VOID)),
  /** Changes are captured from that position on, without a gap. */
  CAPTURE(requires(), forbids(), clears(), reaches(CAPTURED)),
  /** Changes are skipped from now on: what is captured later has a gap before it. */
  END_CAPTURE(requires(), forbids(), clears(CAPTURED), reaches()),
  /** The target holds rows that are of no object of the project. */
  SHARE_TARGET(requires(), forbids(), clears(), reaches(ROWS_OF_OTHERS)),
  /** The target was emptied. */
  EMPTY_TARGET(requires(), forbids(), clears(ROWS_OF_OTHERS), reaches()),
  /** The source has dropped it, or given it another name: nothing of it is captured any more. */
  LOSE_SOURCE(requires(), forbids(), clears(CAPTURED), reaches(SOURCE_GONE)),
  /** An operator leaves it out, whatever the source has by its name. */
  LEAVE_OUT(requires(), forbids(), clears(SOURCE_GONE), reaches());

  private final ImmutableSet<Milestone> requires;
  private final ImmutableSet<Milestone> forbids;
  private final ImmutableSet<Milestone> clears;
  private final ImmutableSet<Milestone> reaches;

  Transition(
      ImmutableSet<Milestone> requires,
      ImmutableSet<Milestone> forbids,
      ImmutableSet<Milestone> clears,
      ImmutableSet<Milestone> reaches) {
    this.requires = requires;
    this.forbids = forbids;
    this.clears = clears;
    this.reaches = reaches;
  }

  /**
   * The milestones after the transition.
   *
   * @param at the position; where none is known, milestones that have one are not reached
   * @throws IllegalStateException when the transition is illegal now
   */
  Milestones from(Milestones now, Optional<Position> at) {
    if (!requires.stream().allMatch(now::has) || forbids.stream().anyMatch(now::has)) {
      throw new IllegalStateException(
          this
              + " is illegal at "
              + now.reached().keySet()
              + ": it requires "
              + requires
              + " and forbids "
              + forbids);
    }
    Milestones next = now.without(clears);
    for (Milestone milestone : reaches) {
      if (!milestone.hasPosition()) {
        next = next.with(milestone, Optional.empty());
      } else if (at.isPresent()) {
        next = next.with(milestone, at);
      }
    }
    return next;
  }

  private static ImmutableSet<Milestone> requires(Milestone... milestones) {
    return ImmutableSet.copyOf(milestones);
  }

  private static ImmutableSet<Milestone> forbids(Milestone... milestones) {
    return ImmutableSet.copyOf(milestones);
  }

  private static ImmutableSet<Milestone> clears(Milestone... milestones) {
    return ImmutableSet.copyOf(milestones);
  }

  private static ImmutableSet<Milestone> reaches(Milestone... milestones) {
    return ImmutableSet.copyOf(milestones);
  }
}
