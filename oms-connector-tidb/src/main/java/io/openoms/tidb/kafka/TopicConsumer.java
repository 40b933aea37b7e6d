package io.openoms.tidb.kafka;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.tidb.error.ChangefeedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer of one topic that joins no group: it reads the partitions that it is given, from the
 * offsets that it is given. It starts no thread. One thread reads; {@link #close()} may come from
 * any thread, wakes that one and waits for it.
 */
public final class TopicConsumer implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final TopicSettings settings;
  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Object lock = new Object();
  private volatile boolean isClosed;

  private TopicConsumer(TopicSettings settings, Consumer<byte[], byte[]> consumer) {
    this.settings = settings;
    this.topic = settings.topic();
    this.consumer = consumer;
  }

  /**
   * Opens a consumer. Does not block: brokers are asked later.
   *
   * @throws MigrationException when Kafka's client does not take the settings
   */
  public static TopicConsumer open(TopicSettings settings) {
    try {
      return new TopicConsumer(
          settings,
          new KafkaConsumer<>(
              settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    } catch (KafkaException e) {
      throw KafkaFailures.of(e, "opening a consumer of Kafka");
    }
  }

  /**
   * The topic's partitions, as they were known a moment ago. Blocks at the first call.
   *
   * @throws MigrationException when there is no such topic
   */
  public Collection<Integer> partitions() {
    List<PartitionInfo> found =
        call("asking for the topic's partitions", client -> client.partitionsFor(topic));
    if (found == null || found.isEmpty()) {
      throw new MigrationException(
          ChangefeedError.TOPIC_MISSING,
          ErrorContext.none(),
          "Kafka has no topic " + topic + ", or does not show it to this account");
    }
    return found.stream()
        .map(PartitionInfo::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The topic's partitions as they are now: Kafka's client knows no way to ask again. Blocks. */
  public Collection<Integer> partitionsNow() {
    try (TopicConsumer other = open(settings)) {
      return other.partitions();
    }
  }

  /** The offset at which each partition begins. Blocks. */
  public Map<Integer, Long> beginnings(Collection<Integer> partitions) {
    return offsets(call("asking where the topic begins", c -> c.beginningOffsets(all(partitions))));
  }

  /** The offset behind each partition's last record. Blocks. */
  public Map<Integer, Long> ends(Collection<Integer> partitions) {
    return offsets(call("asking where the topic ends", c -> c.endOffsets(all(partitions))));
  }

  private List<TopicPartition> all(Collection<Integer> partitions) {
    return partitions.stream().map(number -> new TopicPartition(topic, number)).toList();
  }

  private static Map<Integer, Long> offsets(Map<TopicPartition, Long> found) {
    Map<Integer, Long> offsets = new TreeMap<>();
    found.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
    return offsets;
  }

  /** Reads those partitions from now on, each from its offset. */
  public void read(Map<Integer, Long> offsets) {
    run(
        "beginning to read the topic",
        client -> {
          client.assign(all(offsets.keySet()));
          // Kafka's client keeps partitions paused that were assigned before, too.
          client.resume(client.assignment());
          offsets.forEach(
              (number, offset) -> client.seek(new TopicPartition(topic, number), offset));
        });
  }

  /** Reads nothing of those partitions for now, and of all others. */
  public void pauseOnly(Collection<Integer> partitions) {
    run(
        "pausing partitions",
        client -> {
          client.resume(client.assignment());
          client.pause(all(partitions));
        });
  }

  /** The next records, in order within each partition; empty when none came. Blocks. */
  public List<TopicRecord> poll(Duration wait) {
    return call(
        "reading the topic",
        client -> {
          List<TopicRecord> records = new ArrayList<>();
          for (ConsumerRecord<byte[], byte[]> record : client.poll(wait)) {
            records.add(new TopicRecord(record));
          }
          return records;
        });
  }

  private void run(String doing, java.util.function.Consumer<Consumer<byte[], byte[]>> action) {
    Boolean done =
        call(
            doing,
            client -> {
              action.accept(client);
              return true;
            });
    assert done;
  }

  private <T> T call(String doing, Function<Consumer<byte[], byte[]>, T> action) {
    synchronized (lock) {
      if (isClosed) {
        throw new MigrationException(
            JdbcError.CONNECTION_CLOSED, ErrorContext.none(), doing + " failed: it was closed");
      }
      try {
        return action.apply(consumer);
      } catch (KafkaException e) {
        throw KafkaFailures.of(e, doing);
      }
    }
  }

  /** Idempotent; wakes whoever reads. */
  @Override
  public void close() {
    isClosed = true;
    consumer.wakeup();
    synchronized (lock) {
      try {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
      } catch (KafkaException e) {
        // Whoever closes it can do nothing about a broker that does not answer.
        org.slf4j.LoggerFactory.getLogger(TopicConsumer.class).debug("Closing a consumer", e);
      }
    }
  }
}
