package io.openoms.core.verify;

import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.spi.data.RowImage;
import java.util.List;

/**
 * Rows that are watched in the log of each end that is followed. Thread-safe.
 *
 * @param logs one, or two while both directions work
 */
record WatchedRows(List<Watched> logs) implements AutoCloseable {

  WatchedRows {
    logs = List.copyOf(logs);
  }

  /** Whether either log has told of a change of that row since the watch began. */
  boolean hasChanged(RowImage key) {
    return logs.stream().anyMatch(log -> log.hasChanged(key));
  }

  @Override
  public void close() {
    logs.forEach(Watched::close);
  }
}
