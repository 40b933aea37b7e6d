package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
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
 * edge between engine and servers (before and after each commit, and each call that reads the log,
 * changes rows, marks or builds an index), at a place within the engine, behind a commit whose
 * answer was lost, and at a random moment; some of the kills also lose the spool. In the end source
 * and sink are equal, tables without a key too. A place that was aimed at and never passed fails
 * the test. Seeded by {@code -Dopenoms.seed}; {@code -Dopenoms.follow.kills} says how often, {@code
 * -Dopenoms.follow.source} from which server.
 */
@Thorough
class FollowKillsIT {

  private static final int KILLS = Integer.getInteger("openoms.follow.kills", 8);
  private static final int RATE = 60;
  private static final long SEED = Seed.ofTheDay();
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

  /** Each commit of following: of a lane's share, and of what is stored. */
  private static final List<String> COMMITS =
      List.of(
          "SinkTransaction.commit before",
          "SinkTransaction.commit after",
          "StateTransaction.commit before",
          "StateTransaction.commit after");

  /** So many commits an engine passes before the edges are listed that it has passed. */
  private static final int LISTED = 40;

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
          "apply.WindowApplier.finishOpen before",
          "apply.WindowApplier.finishOpen after",
          "apply.AppliedState.begin before", // a window's record
          "apply.AppliedState.begin after",
          "apply.WindowApplier.moved before", // all lanes have committed
          "apply.AppliedState.isStored before", // behind the state's commit
          "apply.AppliedState.isStored after");

  /** Of those, passed when a run ends by itself. */
  private static final List<String> AT_THE_END =
      List.of("spool.Spool.delete before", "spool.Spool.delete after");

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
  private final List<String> missed = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  void killedWhileItFollowsItEndsEqual() throws Exception {
    for (int done = 0; done < KILLS; done += OF_A_SERIES) {
      database.begin();
      series(done, Math.min(KILLS, done + OF_A_SERIES));
    }
    System.out.println("struck: " + struck);
    assertThat(missed).as("places that were aimed at and not passed").isEmpty();
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
    if (ofSeries == 0) {
      // A run that is the first of its project passes it once, and no later one does.
      String place = next(FIRST, number / OF_A_SERIES);
      note(number, place, engine.dieAtPlace(place, 1));
    } else if (ofSeries % 6 == 4) {
      String place = next(WITHOUT_SPOOL, number / 6);
      aim(number, place, passing -> withoutSpool(engine, place));
    } else if (number % 4 == 0) {
      engine.dieAfter(800 + random.nextInt(6_000));
      note(number, "random moments", true);
    } else if (number % 4 == 1) {
      String edge = next(edges, number / 4);
      aim(number, edge, passing -> engine.dieAtEdge(edge + "#" + passing));
    } else if (number % 4 == 2) {
      String place = next(WITHIN, number / 4);
      aim(
          number,
          place,
          passing ->
              AT_THE_END.contains(place)
                  ? engine.dieEnding(place)
                  : engine.dieAtPlace(place, passing));
    } else {
      String commit = COMMITS.get(number / 4 % 2 == 0 ? 1 : 3);
      aim(number, commit + ", lost", passing -> behindLostAnswer(engine, commit, passing));
    }
  }

  private static boolean withoutSpool(FollowProcess engine, String place) throws Exception {
    engine.loseTheSpool();
    return engine.dieAtPlace(place, 1);
  }

  /** The engine lives on in doubt, and dies behind the same kind of commit when it comes again. */
  private static boolean behindLostAnswer(FollowProcess engine, String commit, int passing)
      throws Exception {
    return engine.dieAtEdge(
        commit + "#" + (passing + 1), "-Dopenoms.lost=" + commit + "#" + passing);
  }

  /** A way to have an engine die at a passing of a place. */
  private interface Aim {
    boolean strikes(int passing) throws Exception;
  }

  /** Strikes at one of the first passings; if that does not come, at the next one. */
  private void aim(int number, String place, Aim aim) throws Exception {
    note(number, place, aim.strikes(1 + random.nextInt(3)) || aim.strikes(1));
  }

  private void note(int number, String place, boolean died) {
    System.out.printf("kill %d: %s%s%n", number + 1, place, died ? "" : ", not passed");
    if (died) {
      struck.merge(place, 1, Integer::sum);
    } else {
      missed.add(place);
    }
  }

  private static String next(List<String> places, int number) {
    return places.get(number % places.size());
  }

  /**
   * The edges that an engine passes which only follows: those of commits, then the others in random
   * order.
   */
  private List<String> edges(FollowProcess engine) throws Exception {
    assertThat(engine.exit()).isZero();
    Path file = directory.resolve("edges");
    assertThat(engine.dieAtEdge(COMMITS.get(1) + "#" + LISTED, "-Dopenoms.edges=" + file)).isTrue();
    List<String> others = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String edge = line.substring(0, line.indexOf('#'));
      if (OF_FOLLOWING.stream().anyMatch(edge::startsWith) && !COMMITS.contains(edge)) {
        others.add(edge);
      }
    }
    assertThat(others)
        .contains("StateTransaction.putApply before", "ChangeWriter.updateExisting after")
        .contains("SinkTransaction.insert after", "ChangeReader.next after");
    Collections.shuffle(others, random);
    List<String> all = new ArrayList<>(COMMITS);
    all.addAll(others);
    return all;
  }
}
