package io.openoms.spi;

/** How rows and the checkpoint that counts them become durable at a sink. */
public enum Delivery {
  /**
   * Rows and checkpoint commit in one transaction of the sink, which keeps the state, too. Nothing
   * is written twice.
   */
  TRANSACTIONAL,
  /**
   * Rows are written and made durable first, then the checkpoint, which may be kept elsewhere.
   * After a crash the same rows are written again by their keys, and end equal. The engine then
   * writes only upserts and deletes, and cannot see whether a row at the sink has diverged.
   */
  IDEMPOTENT
}
