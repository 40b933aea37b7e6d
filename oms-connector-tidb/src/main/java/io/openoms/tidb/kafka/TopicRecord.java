package io.openoms.tidb.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record of the topic. Immutable; the arrays are not copied. */
public final class TopicRecord {

  private final ConsumerRecord<byte[], byte[]> record;

  TopicRecord(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  /** The number of its partition. */
  public int partition() {
    return record.partition();
  }

  /** Its place in the partition. */
  public long offset() {
    return record.offset();
  }

  /** When it was written, in milliseconds since 1970, by the writer's clock or the broker's. */
  public long timestamp() {
    return record.timestamp();
  }

  /** Its key; null when it has none. */
  public byte @Nullable [] key() {
    return record.key();
  }

  /** Its value; null when it has none. */
  public byte @Nullable [] value() {
    return record.value();
  }

  /** Its place, for people. */
  public String place() {
    return "partition " + partition() + " offset " + offset();
  }
}
