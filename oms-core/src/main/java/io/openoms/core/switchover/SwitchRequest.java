package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.SwitchStep;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator asks for, as it is stored: {@code run}, {@code back}, {@code rehearse}, {@code
 * skip STEP}. Immutable.
 *
 * @param from the direction that is to end; empty for the one at work
 * @param isRehearsal whether nothing is to be changed
 * @param skipped a step that the next switchover leaves out, instead of beginning one
 */
public record SwitchRequest(
    Optional<Direction> from, boolean isRehearsal, Optional<SwitchStep> skipped) {

  private static final String SKIP = "skip ";

  /**
   * Reads one.
   *
   * @throws MigrationException OPERATION_REFUSED when it is none of these
   */
  public static SwitchRequest parse(String text) {
    return switch (text) {
      case "run" -> new SwitchRequest(Optional.of(Direction.FORWARD), false, Optional.empty());
      case "back" -> new SwitchRequest(Optional.of(Direction.REVERSE), false, Optional.empty());
      case "rehearse" -> new SwitchRequest(Optional.empty(), true, Optional.empty());
      default -> new SwitchRequest(Optional.empty(), false, Optional.of(step(text)));
    };
  }

  private static SwitchStep step(String text) {
    if (!text.startsWith(SKIP)) {
      throw refused("'" + text + "' is no request: run, back, rehearse, skip STEP");
    }
    try {
      SwitchStep step = SwitchStep.ofLabel(text.substring(SKIP.length()));
      if (step.isSkippable()) {
        return step;
      }
      throw refused("the step " + step.label() + " must not be left out");
    } catch (IllegalArgumentException e) {
      throw refused(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private static MigrationException refused(String why) {
    return new MigrationException(EngineError.OPERATION_REFUSED, ErrorContext.none(), why);
  }
}
