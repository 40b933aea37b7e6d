package io.openoms.spi;

/**
 * What a sink can do beyond the calls that every sink must have. The engine asks once for each run.
 * Each constant says what the engine does without it.
 */
public enum SinkCapability {
  /**
   * A part of a transaction can be undone: {@link ChangeWriter#savepoint} and {@link
   * ChangeWriter#rollbackToSavepoint}. Without it the engine applies changes of converged tables
   * row by row, and refuses {@link io.openoms.IncrementalOptions.Builder#deadLetters}.
   */
  SAVEPOINT,
  /**
   * Rows can be found by all their values: {@link ChangeWriter#deleteEqual}. Without it a table
   * without a key cannot be followed.
   */
  DELETE_EQUAL,
  /**
   * Rows can be read and kept from being changed: {@link ChangeWriter#lock}. Without it both
   * directions cannot work at once.
   */
  LOCKED_READ,
  /**
   * Ranges of rows can be removed: {@link ChangeWriter#deleteOnward}. Without it a source that does
   * not {@link ChangeLog#knowsRowsBefore know the rows before a change} cannot be followed.
   */
  DELETE_RANGE,
  /**
   * {@link ChangeWriter#upsert} counts which rows it inserted, updated and left as they were. The
   * engine does not need it.
   */
  WRITE_COUNTS
}
