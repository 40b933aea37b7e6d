package io.openoms.oceanbase;

/** How changes of an OceanBase source are captured. */
public enum CaptureMode {
  /** What is built and works at the server: triggers. */
  AUTO,
  /** Triggers log keys, and rows are read from the server's history. */
  TRIGGERS,
  /** The server's Binlog Service; not built yet. */
  BINLOG_SERVICE,
  /** Scans of the tables, without triggers; not built yet. */
  POLLING
}
