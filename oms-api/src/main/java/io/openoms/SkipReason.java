package io.openoms;

/** Why a change of the source's log was not applied, though nothing is wrong. */
public enum SkipReason {
  /** The change is at or before the low watermark of its table's copy, which holds the row. */
  IN_COPY,
  /** The change is at or before the position from which its table is captured; its copy has it. */
  BEFORE_CAPTURE,
  /** The table has failed, or the caller skips it. */
  TABLE_OUT,
  /** The project leaves this kind of change out: {@link IncrementalOptions#operations()}. */
  KIND_EXCLUDED,
  /** The change was read again after a lost link or a restart; it is applied once. */
  READ_AGAIN
}
