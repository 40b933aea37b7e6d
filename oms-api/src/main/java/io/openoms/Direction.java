package io.openoms;

import java.util.Locale;

/** Which way changes flow, and by that, which end applications write to. */
public enum Direction {
  /** Applications write to the source; the sink follows. */
  FORWARD,
  /** Applications write to the sink; the source follows. */
  REVERSE;

  /** The other one. */
  public Direction opposite() {
    return this == FORWARD ? REVERSE : FORWARD;
  }

  /** The name in reports and stored state, such as {@code reverse}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
