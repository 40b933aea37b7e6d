package io.openoms.spi.state;

import io.openoms.spi.data.Position;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The milestones that an object has reached. Immutable.
 *
 * @param reached each with its position, if it has one
 * @param cleared those that were reached since the object was read, and are not any more: their
 *     rows are removed when the object is written; empty when it is read
 */
public record Milestones(Map<Milestone, Optional<Position>> reached, Set<Milestone> cleared) {

  private static final Milestones NONE = new Milestones(Map.of(), Set.of());

  /**
   * Checks and copies them.
   *
   * @throws IllegalArgumentException when one lacks its position, has one too many, or is reached
   *     and cleared
   */
  public Milestones {
    reached.forEach(Milestones::requirePosition);
    if (!Collections.disjoint(reached.keySet(), cleared)) {
      throw new IllegalArgumentException(reached.keySet() + " and cleared " + cleared);
    }
    EnumMap<Milestone, Optional<Position>> ordered = new EnumMap<>(Milestone.class);
    ordered.putAll(reached);
    reached = Collections.unmodifiableMap(ordered);
    cleared = Set.copyOf(cleared);
  }

  private static void requirePosition(Milestone milestone, Optional<Position> at) {
    if (milestone.hasPosition() != at.isPresent()) {
      throw new IllegalArgumentException(milestone + " at " + at);
    }
  }

  /** None is reached. */
  public static Milestones none() {
    return NONE;
  }

  /** Those that are stored. */
  public static Milestones of(Map<Milestone, Optional<Position>> reached) {
    return new Milestones(reached, Set.of());
  }

  /** Whether one is reached. */
  public boolean has(Milestone milestone) {
    return reached.containsKey(milestone);
  }

  /** Where one was reached; empty when it was not, or has no position. */
  public Optional<Position> position(Milestone milestone) {
    return reached.getOrDefault(milestone, Optional.empty());
  }

  /** The low and the high watermark of the copy. */
  public Watermarks watermarks() {
    return new Watermarks(position(Milestone.LOW_WATERMARK), position(Milestone.HIGH_WATERMARK));
  }

  /** The same with one reached, anew if it was before. */
  public Milestones with(Milestone milestone, Optional<Position> at) {
    EnumMap<Milestone, Optional<Position>> next = new EnumMap<>(Milestone.class);
    next.putAll(reached);
    next.put(milestone, at);
    EnumSet<Milestone> left = copy(cleared);
    left.remove(milestone);
    return new Milestones(next, left);
  }

  /** The same without some. */
  public Milestones without(Set<Milestone> milestones) {
    EnumMap<Milestone, Optional<Position>> next = new EnumMap<>(Milestone.class);
    next.putAll(reached);
    EnumSet<Milestone> gone = copy(cleared);
    milestones.stream().filter(this::has).forEach(gone::add);
    next.keySet().removeAll(milestones);
    return new Milestones(next, gone);
  }

  private static EnumSet<Milestone> copy(Set<Milestone> milestones) {
    EnumSet<Milestone> copy = EnumSet.noneOf(Milestone.class);
    copy.addAll(milestones);
    return copy;
  }
}
