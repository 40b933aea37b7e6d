package io.openoms.tidb.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** Why a changefeed's topic cannot be followed. */
public enum ChangefeedError implements ErrorCode {
  /** Kafka does not answer. */
  KAFKA_UNREACHABLE(
      ErrorCategory.UNREACHABLE, "Check kafka.bootstrap and the network; the step is retried."),
  /** Kafka refuses the login, or the account may not read the topic. */
  KAFKA_REFUSED(
      ErrorCategory.PRECONDITION,
      "Correct the security settings in kafka.properties, and let the account DESCRIBE and READ the"
          + " topic."),
  /** Kafka's client does not take a setting. */
  KAFKA_SETTINGS_INVALID(
      ErrorCategory.USAGE, "Correct the setting in kafka.properties that the error names."),
  /** Kafka's client fails in a way that time does not heal. */
  KAFKA_FAILED(ErrorCategory.SERVER, "See the cause that the error names."),
  /** The topic is not there. */
  TOPIC_MISSING(ErrorCategory.PRECONDITION, "Create the changefeed first, and check kafka.topic."),
  /** The topic begins after the position from which changes are to be read. */
  TOPIC_BEGINS_LATE(
      ErrorCategory.STATE,
      "Begin the changefeed before the project, keep the topic's records longer, release the"
          + " project and begin anew."),
  /** The topic does not hold the offset at which reading goes on: it was purged or made anew. */
  TOPIC_PURGED(
      ErrorCategory.STATE,
      "Release the project and begin anew; keep the topic's records longer than the project may"
          + " rest."),
  /** A partition holds no resolved event, so nobody can tell what is complete. */
  CHANGEFEED_SILENT(
      ErrorCategory.TRANSIENT,
      "Check that the changefeed runs, and that its partition-num is the topic's number of"
          + " partitions; the step is retried."),
  /** A partition was added, and holds changes from before the position that was reached. */
  PARTITION_ADDED_LATE(
      ErrorCategory.STATE,
      "Release the project and begin anew; add partitions while the project rests and nothing is"
          + " written."),
  /** A position is not one of this endpoint's. */
  TOPIC_POSITION_INVALID(ErrorCategory.STATE, "Name the source with which the project began."),
  /** The topic holds another protocol. */
  PROTOCOL_UNKNOWN(
      ErrorCategory.PRECONDITION,
      "Create the changefeed with protocol=open-protocol and a topic of its own."),
  /** A message of a kind, with a type or a mark that this library does not know. */
  MESSAGE_UNKNOWN(
      ErrorCategory.DATA, "Use a version of this library that knows the changefeed's version."),
  /** A message is not what its protocol asks for. */
  MESSAGE_DAMAGED(ErrorCategory.DATA, "Look at the record that the error names; report it."),
  /** A row was too large for a message, which carries its key alone or the name of a file. */
  ROW_NOT_CARRIED(
      ErrorCategory.PRECONDITION,
      "Raise max-message-bytes of the changefeed and of Kafka; then release the project and begin"
          + " anew."),
  /** A value cannot be told exactly from its message. */
  CHANGE_VALUE_UNFIT(
      ErrorCategory.DATA,
      "Run the changefeed's server with a time zone without daylight saving time; leave columns out"
          + " of the selection that hold invalid texts."),
  /** A captured table is not defined as its changes say. */
  CHANGE_UNFIT(ErrorCategory.DATA, "Drop the table at the sink and retry it."),
  /** Changes of updated rows lack the old values. */
  OLD_VALUES_MISSING(
      ErrorCategory.PRECONDITION,
      "Set output-old-value = true for the changefeed; then release the project and begin anew."),
  /** Two messages tell the same change in different ways. */
  CHANGES_CONTRADICT(
      ErrorCategory.DATA, "Let one changefeed alone write the topic; release the project."),
  /** More changes wait for their resolved event than the memory holds. */
  WINDOW_TOO_LARGE(
      ErrorCategory.PRECONDITION,
      "Give the JVM more memory; check that the changefeed's checkpoint advances.");

  private final ErrorCategory category;
  private final String remedy;

  ChangefeedError(ErrorCategory category, String remedy) {
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
