package io.openoms.tidb.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.kafka.TopicConsumer;
import io.openoms.tidb.kafka.TopicRecord;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.position.FeedPosition;
import io.openoms.tidb.tso.Tso;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where reading begins in each partition, or why the topic does not hold what is wanted.
 *
 * <p>A position with offsets was taken in this order: the offsets of the partitions' ends, then a
 * timestamp. Whatever committed after the timestamp was written behind those ends, provided that
 * the changefeed was at work: each partition had a resolved event.
 *
 * <p>A position without offsets is a timestamp that another way has told. Then the topic is read
 * from its beginning, which is early enough only if each partition's first resolved event is at or
 * before it, so that the changefeed began early enough, and no record that is gone can have been
 * later: none is gone, or the first that is left was written well before.
 */
public final class TopicStart {

  /** Clocks of different servers may differ by less. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final TopicConsumer consumer;
  private final ChangeProtocol protocol;

  /** With a consumer that reads nothing else meanwhile. */
  public TopicStart(TopicConsumer consumer, ChangeProtocol protocol) {
    this.consumer = consumer;
    this.protocol = protocol;
  }

  /** What a partition begins with. */
  public record First(long resolved, long offset, long writtenAt) {}

  /** Where to begin in each partition that takes part. Blocks. */
  Map<Integer, Long> of(FeedPosition start) {
    Collection<Integer> partitions = consumer.partitions();
    return start.offsets().isEmpty() ? anew(partitions, start.tso()) : resumed(partitions, start);
  }

  private Map<Integer, Long> resumed(Collection<Integer> partitions, FeedPosition start) {
    Map<Integer, Long> wanted = start.offsets();
    if (!partitions.containsAll(wanted.keySet())) {
      throw purged(start, "the topic has fewer partitions than it had");
    }
    Map<Integer, Long> beginnings = consumer.beginnings(wanted.keySet());
    Map<Integer, Long> ends = consumer.ends(wanted.keySet());
    wanted.forEach(
        (partition, offset) -> {
          long first = Objects.requireNonNull(beginnings.get(partition));
          long end = Objects.requireNonNull(ends.get(partition));
          if (offset < first || offset > end) {
            throw purged(
                start,
                "partition "
                    + partition
                    + " holds the offsets from "
                    + first
                    + " to before "
                    + end);
          }
        });
    return wanted;
  }

  private static MigrationException purged(FeedPosition start, String why) {
    return new MigrationException(
        ChangefeedError.TOPIC_PURGED,
        ErrorContext.none().withPosition(start.position().text()),
        "the topic does not hold what is to be read next: " + why);
  }

  private Map<Integer, Long> anew(Collection<Integer> partitions, long tso) {
    Map<Integer, Long> from = new TreeMap<>();
    firsts(partitions)
        .forEach(
            (partition, first) -> {
              require(
                  first.resolved() <= tso + 1, partition, tso, "its first resolved event is later");
              require(
                  first.offset() == 0
                      || first.writtenAt() + MARGIN.toMillis()
                          <= new Tso(tso).time().toEpochMilli(),
                  partition,
                  tso,
                  "records are gone that may have been later");
              from.put(partition, first.offset());
            });
    return from;
  }

  private static void require(boolean holds, int partition, long tso, String otherwise) {
    if (!holds) {
      throw new MigrationException(
          ChangefeedError.TOPIC_BEGINS_LATE,
          ErrorContext.none().withPosition("partition " + partition),
          "the topic does not hold all changes after tso " + tso + ": " + otherwise);
    }
  }

  /**
   * What each partition begins with, up to its first resolved event. Blocks, for half a minute at
   * the most.
   *
   * @throws MigrationException when a partition has no resolved event
   */
  public Map<Integer, First> firsts(Collection<Integer> partitions) {
    Map<Integer, Long> beginnings = consumer.beginnings(partitions);
    Map<Integer, TopicRecord> records = new TreeMap<>();
    Map<Integer, First> found = new TreeMap<>();
    consumer.read(beginnings);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (found.size() < beginnings.size()) {
      for (TopicRecord record : consumer.poll(POLL)) {
        TopicRecord first = records.computeIfAbsent(record.partition(), any -> record);
        look(record, first, found);
      }
      consumer.pauseOnly(found.keySet());
      if (System.nanoTime() > deadline) {
        throw silent(beginnings.keySet(), found.keySet());
      }
    }
    return found;
  }

  private void look(TopicRecord record, TopicRecord first, Map<Integer, First> found) {
    try {
      protocol.decode(
          record.key(),
          record.value(),
          message -> {
            if (message instanceof LogMessage.Resolved resolved) {
              found.putIfAbsent(
                  record.partition(),
                  new First(resolved.timestamp(), first.offset(), first.timestamp()));
            }
          });
    } catch (MigrationException e) {
      throw e.in(ErrorContext.none().withPosition(record.place()));
    }
  }

  private static MigrationException silent(Collection<Integer> all, Collection<Integer> heard) {
    return new MigrationException(
        ChangefeedError.CHANGEFEED_SILENT,
        ErrorContext.none(),
        "the topic's partitions "
            + all.stream().filter(partition -> !heard.contains(partition)).toList()
            + " have had no resolved event");
  }
}
