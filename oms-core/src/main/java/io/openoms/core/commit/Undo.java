package io.openoms.core.commit;

import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkCapability;
import java.util.Set;

/** Undoes a part of what is written, where the sink can. One thread. */
public final class Undo {

  private final ChangeWriter writer;
  private final boolean able;

  /** Of what is written through that writer, by a sink with those capabilities. */
  public Undo(ChangeWriter writer, Set<SinkCapability> capabilities) {
    this.writer = writer;
    this.able = capabilities.contains(SinkCapability.SAVEPOINT);
  }

  /** Whether the sink can undo. If not, the two other calls do nothing. */
  public boolean isAble() {
    return able;
  }

  /** Remembers the state of the transaction. */
  public void mark() {
    if (able) {
      writer.savepoint();
    }
  }

  /** Returns to the state of the last {@link #mark}. */
  public void back() {
    if (able) {
      writer.rollbackToSavepoint();
    }
  }
}
