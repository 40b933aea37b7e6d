package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines die at calls to their endpoints, and Kafka is killed, while a changefeed is followed
 * under a workload: source and sink are equal in the end. {@code -Dopenoms.follow.kills} says how
 * many engines die.
 */
@Thorough
class TiDbStrikesIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int KILLS = Integer.getInteger("openoms.follow.kills", 12);
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration LIFE = Duration.ofSeconds(20);

  private final Random random = new Random(SEED);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir private Path directory;

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void enginesDie() throws Exception {
    try (FollowedFeed feed = new FollowedFeed(SEED, 4)) {
      int died = 0;
      try (FeedWriter writer = feed.write()) {
        for (int i = 0; i < KILLS; i++) {
          died += dies(feed, 30 + random.nextInt(i < 2 ? 200 : 900)) ? 1 : 0;
        }
        writer.stop();
      }
      assertThat(died).as("engines that died").isGreaterThan(KILLS / 2);
      finish(feed);
    }
  }

  /** Runs an engine that dies at a call, by its number; whether it came there. */
  private boolean dies(FollowedFeed feed, int at) throws InterruptedException {
    Death death = new Death(() -> {});
    AtomicInteger total = new AtomicInteger();
    Faults faults =
        random.nextBoolean()
            ? Strike.before(call -> call.total() >= at, death::at)
            : Strike.after(call -> call.total() >= at, death::at);
    Endpoint source = new FaultyEndpoint(feed.pair().source().endpoint(), faults, death, total);
    Endpoint sink = new FaultyEndpoint(feed.pair().sink().endpoint(), faults, death, total);
    MigrationProject project = feed.project(directory, source, sink);
    try (MigrationRun run = project.start(threads)) {
      long limit = System.nanoTime() + LIFE.toNanos();
      while (run.result().isEmpty() && System.nanoTime() < limit) {
        Thread.sleep(50);
      }
    }
    return death.isDead();
  }

  private void finish(FollowedFeed feed) throws Exception {
    try (MigrationRun run = feed.project(directory).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
      run.finishIncremental();
      MigrationResult result = run.await();
      TiDbFollowIT.assertComplete(result);
    }
    feed.assertEqual();
  }

  @Test
  void kafkaIsKilledAndComesBack() throws Exception {
    try (KafkaServer kafka = KafkaServer.start();
        FollowedFeed feed = new FollowedFeed(SEED, 3, kafka)) {
      try (FeedWriter writer = feed.write();
          MigrationRun run = feed.project(directory).start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
        for (int i = 0; i < 3; i++) {
          kafka.kill();
          Thread.sleep(2_000);
          kafka.restart();
          Thread.sleep(3_000);
        }
        assertThat(run.result()).isEmpty();
        writer.stop();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        TiDbFollowIT.assertComplete(run.await());
      }
      feed.assertEqual();
    }
  }
}
