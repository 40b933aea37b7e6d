package io.openoms.oceanbase;

/** How changes of an OceanBase source are captured. */
public enum CaptureMode {
  /**
   * What works at the server: the Binlog Service where there is one, else triggers. A project goes
   * on with what it began with.
   */
  AUTO,
  /** Triggers log keys, and rows are read from the server's history. */
  TRIGGERS,
  /** The tenant's Binlog Service, which writes a binary log of MySQL's form. */
  BINLOG_SERVICE,
  /**
   * Each table is compared, now and then, with what it was; nothing is added to it. What arrives is
   * the net change of each row from one look to the next, not each transaction.
   */
  POLLING
}
