package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.data.Position;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import io.openoms.tidb.catalog.ChangefeedDefinitions;
import io.openoms.tidb.catalog.TextOrder;
import io.openoms.tidb.log.reader.FeedLog;
import io.openoms.tidb.openprotocol.OpenProtocol;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transactions come out of a real Kafka's topic in order, whole and each once, however they were
 * delivered; a reader that begins at any position goes on without a gap or a repetition.
 */
class ChangefeedLogIT {

  private static final long SEED = 100 * Seed.ofTheDay();
  private static final long BEGIN = 455_000_000_000_000_000L;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Rung.isThorough() ? 14 : 4).map(i -> SEED + i);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ordersWhatComesInNoOrder(long seed) {
    show(seed, 3, 60);
  }

  @Thorough
  @ParameterizedTest
  @MethodSource("seeds")
  void ordersMuchMore(long seed) {
    show(seed, 1 + (int) (seed % 7), 800);
  }

  @Test
  void tellsWhatIsDeliveredInOrder() {
    try (Topic topic = Topic.of(2)) {
      FeedDelivery delivery = new FeedDelivery(2, SEED, false, topic);
      show(topic, delivery, 7, 20);
    }
  }

  private static void show(long seed, int partitions, int rounds) {
    try (Topic topic = Topic.of(partitions)) {
      show(topic, new FeedDelivery(partitions, seed, true, topic), seed, rounds);
    }
  }

  private static void show(Topic topic, FeedDelivery delivery, long seed, int rounds) {
    AtomicLong oracle = new AtomicLong(BEGIN);
    delivery.resolve(BEGIN);
    delivery.catchUp();
    topic.flush();
    try (FeedLog log =
        new FeedLog(
            topic.settings(),
            new OpenProtocol(),
            oracle::get,
            new ChangefeedDefinitions(() -> TextOrder.BY_COLLATION))) {
      Position start = log.current().orElseThrow();
      FeedModel model = new FeedModel(seed, delivery, BEGIN);
      for (int i = 0; i < rounds; i++) {
        model.round();
      }
      model.end();
      topic.flush();
      oracle.set(model.clock() - 1);
      Position end = log.current().orElseThrow();
      FeedFollower follower = new FeedFollower();

      follower.follow(log, start, end);

      assertThat(follower.states).isEqualTo(model.states);
      goesOnFromAnywhere(log, follower, end);
    }
  }

  private static void goesOnFromAnywhere(FeedLog log, FeedFollower all, Position end) {
    int step = Math.max(1, all.positions.size() / 5);
    int number = 0;
    for (Map.Entry<Long, Position> at : all.positions.entrySet()) {
      if (number++ % step == 0) {
        FeedTail tail = new FeedTail();
        tail.follow(log, at.getValue(), end);
        assertThat(tail.told).isEqualTo(all.positions.tailMap(at.getKey(), false).keySet());
        assertThat(log.includes(at.getValue(), at.getKey().toString())).isTrue();
        assertThat(log.includes(at.getValue(), Long.toString(at.getKey() + 1))).isFalse();
      }
    }
  }
}
