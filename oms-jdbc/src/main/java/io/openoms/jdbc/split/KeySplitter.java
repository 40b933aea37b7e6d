package io.openoms.jdbc.split;

import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.type.ColumnType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Finds each bound by walking a chunk's length along the key's index. A walk costs the server as
 * much as a read of the keys. So where a key is one whole number, and the last walk passed few
 * unused numbers, {@link NumberSteps} give the next bounds. One thread.
 */
public final class KeySplitter implements ChunkSplitter {

  private final KeyWalk walk;
  private final boolean isNumbered;
  private final long chunkRows;
  private Optional<KeyTuple> after;
  private Optional<NumberSteps> steps = Optional.empty();

  /**
   * Splits what lies after a key; all when it is empty.
   *
   * @param walk closed with this
   * @param key the columns of the key
   * @param chunkRows how many rows a chunk shall have, at least 1
   */
  public KeySplitter(
      KeyWalk walk, List<ColumnDefinition> key, Optional<KeyTuple> after, long chunkRows) {
    this.walk = walk;
    this.isNumbered = key.size() == 1 && key.get(0).type().neutral() instanceof ColumnType.Whole;
    this.after = after;
    this.chunkRows = chunkRows;
  }

  @Override
  public Optional<KeyTuple> nextBound() {
    Optional<KeyTuple> bound = steps.flatMap(NumberSteps::next);
    if (bound.isEmpty()) {
      bound = walk.after(after, chunkRows);
      steps = isNumbered ? bound.flatMap(this::stepsAfter) : Optional.empty();
    }
    after = bound;
    return bound;
  }

  private Optional<NumberSteps> stepsAfter(KeyTuple bound) {
    return after
        .map(NumberSteps::number)
        .or(this::beforeFirst)
        .flatMap(from -> NumberSteps.of(from, bound, chunkRows, walk::greatest));
  }

  private Optional<BigInteger> beforeFirst() {
    return walk.after(Optional.empty(), 1)
        .map(first -> NumberSteps.number(first).subtract(BigInteger.ONE));
  }

  @Override
  public void close() {
    walk.close();
  }
}
