package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the engine between its look at the source and the commit, and around it, while keys change
 * in images that carry little.
 */
@Thorough
class MovedRowsKillsIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int ROWS_PER_SECOND = 400;
  private static final Set<Feature> OF_MOVES =
      EnumSet.of(
          Feature.INTEGER_KEYS,
          Feature.COMPOSITE_KEYS,
          Feature.TEXT_KEYS,
          Feature.UNIQUE_KEYS,
          Feature.LOBS,
          Feature.KEY_UPDATES,
          Feature.KEY_SHIFTS,
          Feature.KEY_CASE,
          Feature.UPSERTS,
          Feature.MINIMAL_IMAGES,
          Feature.NOBLOB_IMAGES);

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();

  @RegisterExtension private final TestDatabase database = new TestDatabase("moves", from, to);

  @TempDir private Path directory;

  @Test
  void killedWhileItTakesMovedRowsFromTheSourceItEndsEqual() throws Exception {
    WorkloadOptions options = WorkloadOptions.of(SEED, OF_MOVES).withRate(150).withKeys(900);
    FollowProcess engine = new FollowProcess(database.name(), from, to, directory.resolve("spool"));
    List<String> edges =
        List.of(
            "RowLookup.find after#1",
            "RowLookup.find before#2",
            "SinkTransaction.commit before#1",
            "SinkTransaction.commit after#1",
            "RowLookup.find after#1");
    List<String> struck = new ArrayList<>();
    try (Workload workload = new Workload(from, database.name(), options)) {
      workload.create();
      workload.start();
      for (String edge : edges) {
        Process process = engine.start(ROWS_PER_SECOND, "-Dopenoms.edge=" + edge);
        if (FollowProcess.exit(process) == FollowProcess.KILLED) {
          struck.add(edge);
        }
        if (edge.contains("commit")) {
          engine.loseTheSpool();
        }
      }
      workload.stop();
      assertThat(FollowProcess.exit(engine.start(ROWS_PER_SECOND)))
          .as("the exit of the last run")
          .isZero();
      workload.assertEqual(to);
    }
    assertThat(struck).startsWith(edges.get(0), edges.get(1)).hasSizeGreaterThan(2);
  }
}
