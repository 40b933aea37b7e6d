package io.openoms.tck.tidb;

import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenRecord;
import io.openoms.tidb.kafka.TopicSettings;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of its own on a real Kafka, and a producer of records. */
final class Topic implements AutoCloseable, FeedDelivery.Out {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final KafkaServer server;
  private final String name =
      "feed-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Topic(KafkaServer server, int partitions, Map<String, String> settings) {
    this.server = server;
    this.admin = Admin.create(Map.of("bootstrap.servers", server.bootstrap()));
    this.producer =
        new KafkaProducer<>(
            new HashMap<>(
                Map.of("bootstrap.servers", server.bootstrap(), "linger.ms", "5", "acks", "all")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    await(
        admin
            .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
            .all());
  }

  static Topic of(int partitions) {
    return new Topic(KafkaServer.shared(), partitions, Map.of());
  }

  String name() {
    return name;
  }

  TopicSettings settings() {
    return TopicSettings.of(server.bootstrap(), name).withZone(ZoneOffset.UTC);
  }

  @Override
  public void write(int partition, OpenRecord record) {
    Future<?> unused =
        producer.send(new ProducerRecord<>(name, partition, record.key(), record.value()));
  }

  void write(int partition, OpenMessage... messages) {
    write(partition, OpenRecord.of(List.of(messages)));
  }

  void flush() {
    producer.flush();
  }

  /** Adds partitions, up to that number. */
  void grow(int partitions) {
    await(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
  }

  /** Removes a partition's records before an offset. */
  void purge(int partition, long before) {
    await(
        admin
            .deleteRecords(
                Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(before)))
            .all());
  }

  private static void await(Future<?> answer) {
    try {
      answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
