package io.openoms.hbase.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** Why the changes of HBase cannot be followed. */
public enum PeerError implements ErrorCode {
  /** The address at which region servers deliver their changes cannot be used. */
  PEER_ADDRESS_UNFIT(
      ErrorCategory.PRECONDITION,
      "Set listen to a host and port of this machine that every region server reaches."),
  /** A region server speaks in a way that this library does not. */
  PEER_CALLER_UNFIT(
      ErrorCategory.PRECONDITION,
      "Leave Kerberos, TLS and compression of calls off between the clusters, or copy in a project"
          + " without the incremental phase."),
  /** The replication peer of the project is gone, or is not the one that the project made. */
  PEER_GONE(
      ErrorCategory.STATE,
      "Changes may be lost: release the project and begin anew, and leave its peer to it."),
  /** The source was told that changes are kept, which neither the spool nor the sink has. */
  PEER_AHEAD(ErrorCategory.STATE, "Release the project and begin anew."),
  /** The peer does not deliver a family's changes from the start on. */
  PEER_LACKS_FAMILY(ErrorCategory.STATE, "Drop the table at the sink and retry it."),
  /** A stored position is not one of this version. */
  PEER_POSITION_INVALID(ErrorCategory.STATE, "Name the source with which the project began."),
  /** A family is not replicated, so its changes are not delivered. */
  FAMILY_NOT_REPLICATED(
      ErrorCategory.PRECONDITION,
      "Alter the family to REPLICATION_SCOPE => 1 and retry the table."),
  /** Files were loaded into a region: what they hold is not in the log. */
  BULK_LOADED(ErrorCategory.DATA, "Release the project and begin anew once the loads are over."),
  /** An entry of a region came after a later one, and was never delivered before. */
  WAL_ORDER_BROKEN(ErrorCategory.DATA, "Release the project and begin anew."),
  /** An entry, or a cell of it, is of a kind that this library does not know. */
  WAL_ENTRY_UNKNOWN(
      ErrorCategory.DATA, "Use a version of this library that knows the server's version.");

  private final ErrorCategory category;
  private final String remedy;

  PeerError(ErrorCategory category, String remedy) {
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
