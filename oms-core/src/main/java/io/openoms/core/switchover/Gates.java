package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.core.task.Repeater;
import io.openoms.spi.WriteGate;
import java.util.Optional;

/**
 * The gates of both ends, and what is stored of them. An end's gate is named by the direction in
 * which applications write to it. The directing task's.
 */
final class Gates {

  private final Ends ends;
  private final SwitchBook book;
  private final Repeater repeater;

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
   */
  boolean close(Direction writtenIn) {
    WriteGate gate = gate(writtenIn).orElseThrow();
    book.closing(writtenIn, repeater.ask(gate::look));
    boolean ownToo = ends.written(writtenIn) != ends.state();
    repeater.run(() -> gate.freeze(ownToo));
    return repeater.ask(() -> gate.refusesAll(ownToo));
  }

  /**
   * Lets our own sessions write to the end, which refused all writes.
   *
   * @return whether applications are still refused
   */
  boolean passOwn(Direction writtenIn) {
    if (book.gate(writtenIn).isEmpty()) {
      return false;
    }
    return repeater.ask(() -> gate(writtenIn).map(WriteGate::passOwn).orElse(false));
  }

  /** Lets applications write to the end again, if they were made to stop. */
  void open(Direction writtenIn) {
    thaw(writtenIn);
    thawed(writtenIn);
  }

  /** The same, and nothing is stored. */
  void thaw(Direction writtenIn) {
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
