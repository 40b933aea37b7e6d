package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Cuts the links and kills the servers while rows are copied, at random moments. A run goes on by
 * itself or stops by name; then the next one goes on. Seeded by {@code -Dopenoms.seed}, as often as
 * {@code -Dopenoms.campaign.cuts} and {@code -Dopenoms.campaign.restarts} say.
 */
@Thorough
class CutsAndRestartsIT {

  private static final int CUTS = Integer.getInteger("openoms.campaign.cuts", 4);
  private static final int RESTARTS = Integer.getInteger("openoms.campaign.restarts", 2);
  private static final long SEED = Seed.ofTheDay();
  private static final int ROWS_PER_SECOND = 8_000;

  private final Random random = new Random(SEED);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = "cut_" + UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Nor does the pool warn with a stack trace of each connection: errors tell it by name. */
  @Test
  void linksAreCutAtRandomMoments() throws Exception {
    Logger pool = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari");
    pool.setLevel(Level.WARN);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    pool.addAppender(said);
    DatabaseServer from = Servers.mariaDb().shared();
    DatabaseServer to = Servers.oceanBase().shared();
    try (LinkProxy sourceLink = new LinkProxy(from.port());
        LinkProxy sinkLink = new LinkProxy(to.port())) {
      for (int cuts = 0; cuts < CUTS; ) {
        OrdersFixture orders = new OrdersFixture(database + cuts, from, to);
        orders.create();
        MigrationProject project =
            orders.project(url(sourceLink), url(sinkLink), ROWS_PER_SECOND, quiet());
        try (MigrationRun run = project.start(threads)) {
          for (int i = 0; i < 2; i++) {
            Thread.sleep(random.nextInt(2_000));
            LinkProxy link = random.nextBoolean() ? sourceLink : sinkLink;
            link.cut();
            Thread.sleep(random.nextInt(1_000));
            link.restore();
            cuts++;
          }
          assertNamedUnlessDone(run.await());
        }
        finish(orders);
      }
    } finally {
      pool.detachAppender(said);
    }
    assertThat(said.list).filteredOn(event -> event.getThrowableProxy() != null).isEmpty();
  }

  @Test
  void serversAreKilledAndStartedAgain() throws Exception {
    try (DatabaseServer from = Servers.mariaDb().start();
        DatabaseServer to = Pairs.recoveringOceanBase().start()) {
      for (int i = 0; i < RESTARTS; i++) {
        OrdersFixture orders = new OrdersFixture(database + i, from, to);
        orders.create();
        try (MigrationRun run = orders.project(ROWS_PER_SECOND).start(threads)) {
          Thread.sleep(500 + random.nextInt(3_000));
          (i % 2 == 0 ? from : to).restart();
          assertNamedUnlessDone(run.await());
        }
        finish(orders);
      }
    }
  }

  private void finish(OrdersFixture orders) throws Exception {
    try (MigrationRun run = orders.project(0).start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
    }
    orders.assertEqual();
    orders.drop();
  }

  private static void assertNamedUnlessDone(MigrationResult result) {
    if (!result.isComplete()) {
      assertThat(
              result.error().isPresent()
                  || result.objects().stream().anyMatch(o -> o.error().isPresent()))
          .as("what stopped it has a name: %s", result)
          .isTrue();
    }
  }

  private static MigrationListener quiet() {
    return new MigrationListener() {};
  }

  private static String url(LinkProxy link) {
    return "jdbc:mysql://127.0.0.1:" + link.port() + "/";
  }
}
