package io.openoms.spi.remote;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import java.util.List;

/**
 * Finds the chunks of an order, table by table: first those that are stored and not done, then new
 * ones, whose bounds it stores before it hands them out. It remembers no chunk, so it does not grow
 * with their number. One thread at a time; {@link #close} from any.
 */
public interface ChunkSupply extends AutoCloseable {

  /**
   * The next chunks; empty when there are no more. Blocks on both servers; tries again after
   * transient errors.
   *
   * @throws MigrationException STATE_FENCED when another engine has taken the project over, or any
   *     other error that does not concern one table alone
   */
  List<ChunkId> next();

  /** Gives no more chunks of a table: the engine itself goes on with it. */
  void leave(ObjectName table);

  /** Ends the sessions. Idempotent; blocks for some seconds at the most. */
  @Override
  void close();
}
