package io.openoms.hbase.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What the HBase endpoint fails with. */
public enum HBaseError implements ErrorCode {
  /** ZooKeeper, the master or a region server did not answer in time. */
  HBASE_UNREACHABLE(
      ErrorCategory.UNREACHABLE,
      "Check the addresses of zookeeper and the znode, that this machine reaches every region"
          + " server by the name that it registered, and that the servers run."),
  /** A region server or the master was too busy, or a quota was reached. */
  HBASE_BUSY(
      ErrorCategory.OVERLOAD,
      "Wait, lower the number of readers or set limits, or raise the user's quota."),
  /** The user may not do what was asked. */
  HBASE_ACCESS_DENIED(
      ErrorCategory.PRECONDITION,
      "Grant the user R, and C or A, on the table; to follow it also A on everything, for a way back"
          + " also W on the table. Start the project again."),
  /** A table or column family is gone, or the table is disabled. */
  HBASE_TABLE_GONE(
      ErrorCategory.PRECONDITION,
      "Enable the table or leave it out of the selection, and start the project again."),
  /** The server refused a request, or failed in a way that time does not heal. */
  HBASE_REQUEST_FAILED(
      ErrorCategory.SERVER,
      "Look into the log of the region server that the error names, and start the project again."),
  /** A row filter is set for a column family. */
  CELL_FILTER_UNSUPPORTED(
      ErrorCategory.USAGE, "Leave the row filter out; a column family is read as a whole."),
  /** One state of several rows is asked for, which HBase cannot give. */
  CELLS_NOT_FROZEN(
      ErrorCategory.PRECONDITION,
      "Select all four columns of the family, so that its cells have a key."),
  /** A row that comes back after a switchover cannot be a cell. */
  CELL_UNFIT(
      ErrorCategory.DATA,
      "Change or delete the row where it was written, and start the project again."),
  /** A cell that came back is hidden by an earlier delete of HBase. */
  CELL_HIDDEN(
      ErrorCategory.PRECONDITION,
      "Run major_compact for the table in HBase's shell, which removes the marker of the delete,"
          + " and start the project again once it has ended."),
  /** A stored definition or a stored bound was not written by this version of this endpoint. */
  CELLS_STATE_UNKNOWN(
      ErrorCategory.STATE,
      "Use the version of this library that wrote the state, or release the project and begin"
          + " anew.");

  private final ErrorCategory category;
  private final String remedy;

  HBaseError(ErrorCategory category, String remedy) {
    this.category = category;
    this.remedy = remedy;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
