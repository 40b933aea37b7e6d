package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.tck.SqlComparison;
import io.openoms.tck.ValueCases;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes arrive in OceanBase over a real Kafka, while rows are copied and afterwards: those of a
 * MySQL that stands in for TiDB, delivered at least once and in no certain order.
 */
class TiDbFollowIT {

  private static final long SEED = Seed.ofTheDay();
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void whatIsWrittenBesideTheCopyAndAfterItArrives() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (FollowedFeed feed = new FollowedFeed(SEED, 3)) {
      MigrationProject project = feed.project(directory);
      try (FeedWriter writer = feed.write();
          MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
        feed.executeInDatabase(edges());
        Thread.sleep(2_000);
        writer.stop();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        assertComplete(run.await());
      }
      feed.assertEqual();
      SqlComparison sides = feed.pair().compare(feed.database());
      for (String columns : ValueCases.columns()) {
        sides.assertSameRows(ValueCases.NAME, columns);
      }
      feed.pair().assertFollows(feed.database(), directory);
      feed.assertEqual();
    } finally {
      threads.shutdownNow();
    }
  }

  /** The rows at the edges of all types, written while the project only follows. */
  private static String[] edges() {
    List<String> statements =
        new ArrayList<>(
            List.of(
                "SET NAMES utf8mb4",
                "SET time_zone = '+00:00'",
                "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'"));
    ValueCases.statements().stream().filter(FollowedFeed::isInsert).forEach(statements::add);
    return statements.toArray(String[]::new);
  }

  static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
  }
}
