package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that copies and follows, while the workload changes the source: by turns at an
 * edge between engine and servers (before and after each call that reads the log, changes rows,
 * marks, commits or builds an index), at a place within the engine, and at a random moment; some of
 * the kills also lose the spool. In the end source and sink are equal, tables without a key too.
 * Seeded by {@code -Dopenoms.campaign.seed}; {@code -Dopenoms.follow.kills} says how often, {@code
 * -Dopenoms.follow.source} from which server.
 */
@Thorough
class FollowKillsIT {

  private static final int KILLS = Integer.getInteger("openoms.follow.kills", 8);
  private static final int RATE = 60;
  private static final long SEED = Seed.of("openoms.campaign.seed");
  private static final int LARGEST_OBJECT = Integer.getInteger("openoms.follow.lobs", 256 << 10);

  private static final int OF_A_SERIES = 12;

  private static final List<String> OF_FOLLOWING =
      List.of(
          "Change",
          "SinkTransaction",
          "StateTransaction",
          "SinkConnection",
          "RowSink",
          "RowLookup");

  /** Passed by the first run of a project alone. */
  private static final List<String> FIRST =
      List.of(
          "apply.ChangeApplier.start before", // from the copy to the changes
          "apply.ConvergedTables.complete before", // indexes are built
          "index.MissingIndexes.build after",
          "apply.ConvergedTables.complete after",
          "incremental.CaptureControl.begin after",
          "capture.CaptureStart.anew before");

  /** Where the engine goes from one thing that lasts to the next. */
  private static final List<String> WITHIN =
      List.of(
          "spool.Segment.sync before", // a spool's fsync
          "spool.Segment.sync after",
          "spool.Segment.save after",
          "spool.Spool.release before",
          "spool.Spool.delete before", // a spool's file
          "spool.Spool.delete after",
          "spool.Spool.dropUnfinished before", // the next start
          "spool.Spool.dropUnfinished after",
          "capture.CaptureStart.resume before",
          "capture.CaptureTask.flush after",
          "apply.ApplyTask.finishOpenWindow before",
          "apply.ApplyTask.finishOpenWindow after",
          "apply.AppliedState.begin before", // a window's record
          "apply.AppliedState.begin after",
          "apply.ApplyTask.moved before", // all lanes have committed
          "apply.AppliedState.isStored before", // behind the state's commit
          "apply.AppliedState.isStored after");

  /** Passed when the spool is gone. */
  private static final List<String> WITHOUT_SPOOL =
      List.of(
          "spool.Spool.remove before",
          "spool.Spool.remove after",
          "capture.CaptureStart.anew before");

  private static final ServerType SOURCE =
      ServerType.valueOf(System.getProperty("openoms.follow.source", "MYSQL_97"));

  private final DatabaseServer from = SOURCE.get().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();

  @RegisterExtension private final TestDatabase database = new TestDatabase("kills", from, to);
  private List<String> edges = List.of();
  private final Random random = new Random(SEED);
  private final TreeMap<String, Integer> struck = new TreeMap<>();

  @TempDir private Path directory;

  @Test
  void killedWhileItFollowsItEndsEqual() throws Exception {
    for (int done = 0; done < KILLS; done += OF_A_SERIES) {
      database.begin();
      series(done, Math.min(KILLS, done + OF_A_SERIES));
    }
    assertThat(struck.values().stream().mapToInt(Integer::intValue).sum())
        .as("kills that struck: %s", struck)
        .isGreaterThan(KILLS / 2);
  }

  private void series(int first, int end) throws Exception {
    WorkloadOptions options =
        WorkloadOptions.of(SEED + first, Feature.of(from))
            .withRate(RATE)
            .withLarge(900, 80)
            .withLobs(LARGEST_OBJECT);
    FollowProcess engine =
        new FollowProcess(database.name(), from, to, directory.resolve("spool" + first));
    try (Workload workload = new Workload(from, database.name(), options)) {
      workload.create();
      workload.start();
      for (int i = first; i < end; i++) {
        if (first == 0 && i == 1) {
          edges = edges(engine);
        }
        kill(engine, i, i - first);
        workload.check();
      }
      workload.stop();
      assertThat(engine.exit()).as("the exit of the last run").isZero();
      workload.assertEqual(to);
    }
  }

  private void kill(FollowProcess engine, int number, int ofSeries) throws Exception {
    int passing = 1 + random.nextInt(3);
    String place = "random moments";
    boolean died = true;
    if (ofSeries == 0) {
      place = next(FIRST, number / OF_A_SERIES);
      died = engine.dieAtPlace(place, 1);
    } else if (ofSeries % 6 == 4) {
      engine.loseTheSpool();
      place = next(WITHOUT_SPOOL, number / 6);
      died = engine.dieAtPlace(place, 1);
    } else if (number % 3 == 0) {
      engine.dieAfter(800 + random.nextInt(6_000));
    } else if (number % 3 == 1) {
      place = next(edges, number / 3);
      died = engine.dieAtEdge(place + "#" + passing);
    } else {
      place = next(WITHIN, number / 3);
      died = engine.dieAtPlace(place, passing);
    }
    System.out.printf("kill %d: %s%s%n", number + 1, place, died ? "" : ", not passed");
    if (died) {
      struck.merge(place, 1, Integer::sum);
    }
  }

  private static String next(List<String> places, int number) {
    return places.get(number % places.size());
  }

  /** The edges that a first run passes, in random order. */
  private List<String> edges(FollowProcess engine) throws Exception {
    Path file = directory.resolve("edges");
    assertThat(engine.exit("-Dopenoms.edges=" + file)).isZero();
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
}
