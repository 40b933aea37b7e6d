package io.openoms.core.commit;

import io.openoms.spi.SinkTransaction;
import io.openoms.spi.state.StateTransaction;

/**
 * Rows and the checkpoint that counts them: a chunk, or a lane's share of a window. One thread.
 *
 * @param <T> what was written
 */
public interface Unit<T> {

  /** Writes the rows. */
  T write(SinkTransaction rows, Ownership ownership);

  /** Writes the checkpoint; its last call is {@link StateTransaction#advance}. */
  void checkpoint(T written, StateTransaction state);
}
