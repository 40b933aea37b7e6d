package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.WriteGate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The gates of both ends, and what is stored of them. An end's gate is named by the direction in
 * which applications write to it. The directing task's.
 */
final class Gates {

  private final Ends ends;
  private final SwitchBook book;
  private final Repeater repeater;
  private final Map<Direction, Freeze> freezes = new EnumMap<>(Direction.class);

  /** What an end said when it had been frozen. */
  private record Freeze(boolean ownToo, String held) {}

  Gates(Ends ends, SwitchBook book, Repeater repeater) {
    this.ends = ends;
    this.book = book;
    this.repeater = repeater;
  }

  private Optional<WriteGate> gate(Direction writtenIn) {
    return ends.written(writtenIn).writeGate();
  }

  /** Whether the end can be made to refuse writes. */
  boolean exists(Direction writtenIn) {
    return gate(writtenIn).isPresent();
  }

  /**
   * Has the end refuse writes; how it was before is stored first. Where the project's state is kept
   * our own ones must pass.
   *
   * @return whether it refuses everybody, also accounts with special rights
   * @throws MigrationException WRITES_NOT_STOPPED when it takes writes nevertheless
   */
  boolean close(Direction writtenIn) {
    WriteGate gate = gate(writtenIn).orElseThrow();
    book.closing(writtenIn, repeater.ask(gate::look));
    boolean ownToo = ends.written(writtenIn) != ends.state();
    repeater.run(() -> gate.freeze(ownToo));
    Optional<String> held = repeater.ask(() -> gate.holds(ownToo));
    freezes.put(writtenIn, new Freeze(ownToo, held.orElseThrow(Gates::opened)));
    return repeater.ask(() -> gate.refusesAll(ownToo));
  }

  /**
   * Requires that an end has refused writes since it was closed: somebody may have set it back, or
   * it may have been started anew, and its log was read to its end for nothing.
   */
  private void requireHeld(Direction writtenIn) {
    Freeze freeze = freezes.get(writtenIn);
    if (freeze == null) {
      return;
    }
    WriteGate gate = gate(writtenIn).orElseThrow();
    Optional<String> now = repeater.ask(() -> gate.holds(freeze.ownToo()));
    if (!now.equals(Optional.of(freeze.held()))) {
      throw opened();
    }
    freezes.remove(writtenIn);
  }

  private static MigrationException opened() {
    return new MigrationException(
        EngineError.WRITES_NOT_STOPPED,
        ErrorContext.none().withPhase(Phase.SWITCHOVER),
        "the end was made to refuse writes, but somebody let applications write there again, or"
            + " its server was started anew: what they wrote may not have been followed");
  }

  /**
   * Lets our own sessions write to the end, which refused all writes. It is the last moment in
   * which the end can say that it has refused them.
   *
   * @return whether applications are still refused
   * @throws MigrationException WRITES_NOT_STOPPED when it has taken writes since it was closed
   */
  boolean passOwn(Direction writtenIn) {
    if (book.gate(writtenIn).isEmpty()) {
      return false;
    }
    requireHeld(writtenIn);
    return repeater.ask(() -> gate(writtenIn).map(WriteGate::passOwn).orElse(false));
  }

  /** Lets applications write to the end again, if they were made to stop. */
  void open(Direction writtenIn) {
    thaw(writtenIn);
    thawed(writtenIn);
  }

  /** The same, and nothing is stored. */
  void thaw(Direction writtenIn) {
    freezes.remove(writtenIn);
    book.gate(writtenIn)
        .ifPresent(
            before -> gate(writtenIn).ifPresent(gate -> repeater.run(() -> gate.thaw(before))));
  }

  /** Stores that the end takes writes, if it was made to refuse them. */
  void thawed(Direction writtenIn) {
    if (book.gate(writtenIn).isPresent()) {
      book.opened(writtenIn);
    }
  }
}
