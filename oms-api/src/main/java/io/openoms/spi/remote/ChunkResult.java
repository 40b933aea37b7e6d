package io.openoms.spi.remote;

/**
 * What became of a chunk. Immutable.
 *
 * @param outcome how it ended
 * @param rows rows that were brought to the sink now
 * @param bytes their bytes, about
 * @param error the error that keeps the table from being copied; empty for none
 */
public record ChunkResult(Outcome outcome, long rows, long bytes, String error) {

  /** How a chunk ended. */
  public enum Outcome {
    /** Its rows are at the sink now. */
    COPIED,
    /** They were there already. */
    DONE_BEFORE,
    /** Its table cannot be copied; the engine tries it itself, and reports the error by name. */
    LEFT
  }
}
