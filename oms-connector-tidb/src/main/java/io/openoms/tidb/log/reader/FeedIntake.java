package io.openoms.tidb.log.reader;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.kafka.TopicConsumer;
import io.openoms.tidb.kafka.TopicRecord;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.row.FeedTables;
import io.openoms.tidb.log.row.TableRows;
import io.openoms.tidb.log.window.FeedTransaction;
import io.openoms.tidb.log.window.Watermarks;
import io.openoms.tidb.log.window.Window;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of the topic into a window. One thread.
 *
 * <p>A partition that was added holds the watermark until it has had a resolved event of its own.
 * What it holds from before the position that was reached when it was noticed was either written
 * elsewhere, too, or is lost: that stops the reader. So it joins the position with that event only.
 */
final class FeedIntake {

  private static final Duration LONGEST_POLL = Duration.ofMillis(200);
  private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long OFFSETS_NANOS = Duration.ofMillis(200).toNanos();
  private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

  /** TiCDC itself looks for new partitions every ten minutes. */
  private static final long UNHEARD_NANOS = Duration.ofMinutes(20).toNanos();

  private final TopicConsumer consumer;
  private final ChangeProtocol protocol;
  private final FeedTables tables;
  private final WindowLimit limit;
  private final Window window = new Window();
  private final Watermarks watermarks = new Watermarks();
  private final Map<Integer, Long> next = new TreeMap<>();

  /** Where each partition's largest resolved event lies: read again, it completes what it did. */
  private final Map<Integer, Long> resolvedAt = new HashMap<>();

  /** The partitions that were added, and the position that was reached when they were noticed. */
  private final Map<Integer, Long> added = new HashMap<>();

  /** What is being given out: it has left the window, and is not behind the position yet. */
  private @Nullable FeedTransaction open;

  private Map<Integer, Long> offsets = new TreeMap<>();
  private long offsetsAt = System.nanoTime() - OFFSETS_NANOS;
  private final long begunAt = System.nanoTime();
  private long heardAt = begunAt;
  private long polledAt = begunAt;
  private boolean isAtEnd;

  /**
   * Begins to read.
   *
   * @param start what committed at or before this timestamp is left out
   * @param from where to begin in each partition that takes part from the start on
   */
  FeedIntake(
      TopicConsumer consumer,
      ChangeProtocol protocol,
      FeedTables tables,
      WindowLimit limit,
      long start,
      Map<Integer, Long> from) {
    this.consumer = consumer;
    this.protocol = protocol;
    this.tables = tables;
    this.limit = limit;
    from.forEach(
        (partition, offset) -> {
          next.put(partition, offset);
          watermarks.begin(partition, start + 1);
        });
    offsets.putAll(from);
    notice(consumer.partitions(), start);
    consumer.read(next);
  }

  /** All that committed before this timestamp was read. */
  long low() {
    return watermarks.low();
  }

  /**
   * The next transaction before that timestamp; null when there is none. The one before it must
   * have been given out.
   */
  @Nullable FeedTransaction next(long before) {
    open = window.pollBefore(before);
    return open;
  }

  /** Whether the topic had no further record a moment ago, and nothing waits to be complete. */
  boolean isAtEnd() {
    return isAtEnd && window.isEmpty();
  }

  /** Where a reader begins that lacks nothing of what is not given out; may be a little early. */
  Map<Integer, Long> offsets() {
    if (System.nanoTime() - offsetsAt > OFFSETS_NANOS) {
      Map<Integer, Long> now = new TreeMap<>(next);
      now.keySet().removeIf(this::isUnheard);
      hold(resolvedAt, now);
      hold(window.offsets(), now);
      if (open != null) {
        hold(open.offsets(), now);
      }
      offsets = now;
      offsetsAt = System.nanoTime();
    }
    return offsets;
  }

  private static void hold(Map<Integer, Long> first, Map<Integer, Long> offsets) {
    first.forEach(
        (partition, offset) ->
            offsets.computeIfPresent(partition, (any, next) -> Math.min(next, offset)));
  }

  private boolean isUnheard(int partition) {
    return added.containsKey(partition) && !watermarks.isHeard(partition);
  }

  /** Reads on. All transactions before the watermark must have been given out before. */
  void poll(Duration wait, long reached) {
    if (notice(partitions(), reached)) {
      consumer.read(next);
    }
    limit.hold(window.weight(), watermarks.ahead()).ifPresent(consumer::pauseOnly);
    List<TopicRecord> records =
        consumer.poll(wait.compareTo(LONGEST_POLL) < 0 ? wait : LONGEST_POLL);
    for (TopicRecord record : records) {
      take(record, reached);
    }
    isAtEnd = records.isEmpty();
    watch(records.isEmpty());
  }

  /** After a pause, what is known of the topic is old. */
  private Collection<Integer> partitions() {
    long now = System.nanoTime();
    boolean isOld = now - polledAt > PAUSE_NANOS;
    polledAt = now;
    return isOld ? consumer.partitionsNow() : consumer.partitions();
  }

  /** Takes partitions in that were added; whether there were any. */
  private boolean notice(Collection<Integer> partitions, long reached) {
    boolean isNew = false;
    for (int partition : partitions) {
      if (!next.containsKey(partition)) {
        long beginning =
            Objects.requireNonNull(consumer.beginnings(List.of(partition)).get(partition));
        if (beginning > 0) {
          throw new MigrationException(
              ChangefeedError.TOPIC_PURGED,
              ErrorContext.none().withPosition("partition " + partition),
              "a partition was added whose first records are gone");
        }
        next.put(partition, beginning);
        added.put(partition, reached);
        watermarks.begin(partition, reached + 1);
        isNew = true;
      }
    }
    return isNew;
  }

  private void take(TopicRecord record, long reached) {
    try {
      protocol.decode(record.key(), record.value(), message -> take(message, record, reached));
    } catch (MigrationException e) {
      throw e.in(ErrorContext.none().withPosition(record.place()));
    }
    next.put(record.partition(), record.offset() + 1);
  }

  private void take(LogMessage message, TopicRecord record, long reached) {
    if (message instanceof LogMessage.Resolved resolved) {
      if (watermarks.resolve(record.partition(), resolved.timestamp())) {
        resolvedAt.put(record.partition(), record.offset());
      }
    } else if (message instanceof LogMessage.Row row) {
      TableRows table = tables.find(row.database(), row.table(), row.timestamp());
      if (table != null && isWanted(message, record, reached)) {
        window.add(table, row, record.partition(), record.offset());
      } else if (table == null) {
        tables.skipped(row.database(), row.table());
      }
    } else if (message instanceof LogMessage.Definition definition) {
      if (isWanted(message, record, reached)) {
        window.add(definition, record.partition(), record.offset());
      }
    }
  }

  /** The rows that were skipped since the last call, by their table's name. */
  Map<ObjectName, Long> takeSkipped() {
    return tables.takeSkipped();
  }

  /** What was given out before comes again at times. */
  private boolean isWanted(LogMessage message, TopicRecord record, long reached) {
    Long noticed = added.get(record.partition());
    if (noticed != null
        && message.timestamp() <= noticed
        && message instanceof LogMessage.Row row) {
      throw new MigrationException(
          ChangefeedError.PARTITION_ADDED_LATE,
          ErrorContext.of(new ObjectName(row.database(), row.table())),
          "a partition that was added holds a change of tso "
              + message.timestamp()
              + ", and tso "
              + noticed
              + " was reached before it was noticed");
    }
    return message.timestamp() > reached;
  }

  private void watch(boolean isSilent) {
    long now = System.nanoTime();
    if (!isSilent) {
      heardAt = now;
    } else if (now - heardAt > SILENCE_NANOS) {
      // Kafka's client is as silent about brokers that are away.
      consumer.ends(next.keySet());
      heardAt = now;
    }
    if (now - begunAt > UNHEARD_NANOS && !watermarks.unheard().isEmpty()) {
      throw new MigrationException(
          ChangefeedError.CHANGEFEED_SILENT,
          ErrorContext.none(),
          "the partitions " + watermarks.unheard() + " have had no resolved event for long");
    }
  }
}
