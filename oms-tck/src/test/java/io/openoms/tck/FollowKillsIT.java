package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that copies and follows, while the workload changes the source: at random
 * moments, and at the edges of the incremental phase in turn (before and after each call that reads
 * the log, changes rows, marks or commits); some of the kills also lose the spool. In the end
 * source and sink are equal, tables without a key too. Seeded by {@code -Dopenoms.campaign.seed};
 * {@code -Dopenoms.follow.kills} says how often, {@code -Dopenoms.follow.source} from which server.
 */
class FollowKillsIT {

  private static final int KILLS = Integer.getInteger("openoms.follow.kills", 8);
  private static final long SEED = Long.getLong("openoms.campaign.seed", 20_261_125L);
  private static final int KILLED = 137;
  private static final int SLOWLY = 4_000;
  private static final List<String> OF_FOLLOWING =
      List.of(
          "Change",
          "SinkTransaction",
          "StateTransaction",
          "SinkConnection",
          "RowSink",
          "RowLookup");

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

  private static final ServerType SOURCE =
      ServerType.valueOf(System.getProperty("openoms.follow.source", "MYSQL_97"));

  private final DatabaseServer from = SOURCE.get().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = TestedPair.newName("kills");
  private final Random random = new Random(SEED);

  @TempDir private Path directory;

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void killedWhileItFollowsItEndsEqual() throws Exception {
    WorkloadOptions options =
        WorkloadOptions.of(SEED, Feature.of(from)).withRate(40).withLarge(900, 80);
    int struck = 0;
    try (Workload workload = new Workload(from, database, options)) {
      workload.create();
      workload.start();
      List<String> edges = edges();
      for (int i = 0; i < KILLS; i++) {
        struck += i % 2 == 0 ? atAnEdge(edges.get(i / 2 % edges.size())) : atRandom();
        if (i % 4 == 3) {
          loseTheSpool();
        }
      }
      workload.stop();
      assertThat(exit(start())).as("the exit of the last run").isZero();
      workload.assertEqual(to);
    }
    assertThat(struck).as("kills that struck").isGreaterThan(KILLS / 2);
  }

  /**
   * Between the look at the source and the commit, and around it, while keys change in images that
   * carry little.
   */
  @Test
  void killedWhileItTakesMovedRowsFromTheSourceItEndsEqual() throws Exception {
    WorkloadOptions options = WorkloadOptions.of(SEED, OF_MOVES).withRate(150).withKeys(900);
    List<String> edges =
        List.of(
            "RowLookup.find after#1",
            "RowLookup.find before#2",
            "SinkTransaction.commit before#1",
            "SinkTransaction.commit after#1",
            "RowLookup.find after#1");
    List<String> struck = new ArrayList<>();
    try (Workload workload = new Workload(from, database, options)) {
      workload.create();
      workload.start();
      for (String edge : edges) {
        Process process = start(400, "-Dopenoms.edge=" + edge);
        if (exit(process) == KILLED) {
          struck.add(edge);
        }
        if (edge.contains("commit")) {
          loseTheSpool();
        }
      }
      workload.stop();
      assertThat(exit(start(400))).as("the exit of the last run").isZero();
      workload.assertEqual(to);
    }
    assertThat(struck).startsWith(edges.get(0), edges.get(1)).hasSizeGreaterThan(2);
  }

  /** The edges that a first run passes, in random order. */
  private List<String> edges() throws Exception {
    Path file = directory.resolve("edges");
    assertThat(exit(start("-Dopenoms.edges=" + file))).isZero();
    List<String> edges = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (OF_FOLLOWING.stream().anyMatch(line::startsWith)) {
        edges.add(line.substring(0, line.indexOf('#')));
      }
    }
    assertThat(edges)
        .contains("StateTransaction.putApply before", "ChangeWriter.upsert after")
        .contains("SinkTransaction.commit before", "ChangeReader.next after");
    Collections.shuffle(edges, random);
    return edges;
  }

  private int atAnEdge(String edge) throws Exception {
    Process process = start("-Dopenoms.edge=" + edge + "#" + (1 + random.nextInt(4)));
    if (process.waitFor(30, TimeUnit.SECONDS)) {
      assertThat(process.exitValue()).as("the exit with death at %s", edge).isIn(0, KILLED);
      return process.exitValue() == KILLED ? 1 : 0;
    }
    // The edge was not passed; on a busy machine the sink need not catch up meanwhile.
    process.destroyForcibly().waitFor();
    return 1;
  }

  private int atRandom() throws Exception {
    Process process = start();
    boolean ended = process.waitFor(800 + random.nextInt(2_500), TimeUnit.MILLISECONDS);
    if (ended) {
      assertThat(process.exitValue()).isZero();
    }
    process.destroyForcibly().waitFor();
    return ended ? 0 : 1;
  }

  private void loseTheSpool() throws Exception {
    try (var files = Files.walk(spool())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path spool() {
    return directory.resolve("spool");
  }

  private Process start(String... options) throws Exception {
    return start(SLOWLY, options);
  }

  private Process start(int rowsPerSecond, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dopenoms.follow=" + spool());
    return new CopyProcess(database, from, to, 100)
        .start(rowsPerSecond, all.toArray(String[]::new));
  }

  private static int exit(Process process) throws Exception {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the run ends").isTrue();
    return process.exitValue();
  }
}
