package io.openoms;

import java.util.Locale;

/**
 * The steps of a switchover, in their order. <em>Old</em> is the end that applications write to
 * before, <em>new</em> the end that they write to afterwards.
 */
public enum SwitchStep {
  /** The lag is small, and every table can be followed in the other direction. */
  PRECHECK(true),
  /** Both ends are compared while changes flow. */
  VERIFY(true),
  /** What the other direction needs is made: its log at the new end, its state at the old one. */
  PREPARE(false),
  /** Applications have stopped writing to the old end, and it refuses their writes. */
  STOP_WRITES(false),
  /** Everything that was committed at the old end is applied at the new one. */
  DRAIN(false),
  /** The direction so far has ended. */
  STOP_FOLLOWING(false),
  /** Foreign keys that were held back are added at the new end. */
  OBJECTS(true),
  /**
   * The other direction follows from here. When it does, the new end decides: a switchover that
   * fails before goes back, and afterwards applications may write to the new end.
   */
  START_OTHER_DIRECTION(false);

  private final boolean skippable;

  SwitchStep(boolean skippable) {
    this.skippable = skippable;
  }

  /** Whether a switchover may leave the step out. */
  public boolean isSkippable() {
    return skippable;
  }

  /** The name in reports and stored state, such as {@code stop_writes}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The step with that label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static SwitchStep ofLabel(String label) {
    for (SwitchStep step : values()) {
      if (step.label().equals(label)) {
        return step;
      }
    }
    throw new IllegalArgumentException("'" + label + "' is no step of a switchover");
  }
}
