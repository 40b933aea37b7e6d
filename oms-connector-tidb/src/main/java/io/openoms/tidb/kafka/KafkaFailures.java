package io.openoms.tidb.kafka;

import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.tidb.error.ChangefeedError;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;

/** Names what Kafka's client throws. Stateless. */
final class KafkaFailures {

  private KafkaFailures() {}

  /**
   * The named error.
   *
   * @param doing what was being done, as in "asking for the topic's partitions"
   */
  static MigrationException of(KafkaException cause, String doing) {
    return new MigrationException(
        code(cause), ErrorContext.none(), doing + " failed: " + innermost(cause), cause);
  }

  /** The outer ones say only that something failed. */
  private static String innermost(Throwable cause) {
    Throwable last = cause;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }

  private static ErrorCode code(KafkaException cause) {
    if (cause instanceof WakeupException || cause instanceof InterruptException) {
      return JdbcError.CONNECTION_CLOSED;
    } else if (cause instanceof InvalidOffsetException
        || cause instanceof OffsetOutOfRangeException) {
      return ChangefeedError.TOPIC_PURGED;
    } else if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException) {
      return ChangefeedError.TOPIC_MISSING;
    } else if (cause instanceof AuthenticationException
        || cause instanceof AuthorizationException) {
      return ChangefeedError.KAFKA_REFUSED;
    } else if (cause instanceof RetriableException) {
      return ChangefeedError.KAFKA_UNREACHABLE;
    } else if (cause instanceof ConfigException || cause.getCause() instanceof ConfigException) {
      return ChangefeedError.KAFKA_SETTINGS_INVALID;
    }
    return ChangefeedError.KAFKA_FAILED;
  }
}
