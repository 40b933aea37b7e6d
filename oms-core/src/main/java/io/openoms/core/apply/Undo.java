package io.openoms.core.apply;

import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkCapability;
import java.util.Set;

/** Undoes a part of what is written, where the sink can. One thread. */
final class Undo {

  private final ChangeWriter writer;
  private final boolean able;

  Undo(ChangeWriter writer, Set<SinkCapability> capabilities) {
    this.writer = writer;
    this.able = capabilities.contains(SinkCapability.SAVEPOINT);
  }

  /** Whether the sink can undo. If not, the two other calls do nothing. */
  boolean isAble() {
    return able;
  }

  /** Remembers the state of the transaction. */
  void mark() {
    if (able) {
      writer.savepoint();
    }
  }

  /** Returns to the state of the last {@link #mark}. */
  void back() {
    if (able) {
      writer.rollbackToSavepoint();
    }
  }
}
