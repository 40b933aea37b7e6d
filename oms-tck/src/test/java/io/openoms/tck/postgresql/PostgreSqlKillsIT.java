package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.FollowProcess;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that copies and follows, while writers change the source: by turns at a random
 * moment and at an edge between engine and servers. One kill also loses the spool, and the source
 * is killed and started again once. In the end source and sink are equal. Seeded by {@code
 * -Dopenoms.seed}; {@code -Dopenoms.follow.kills} says how often.
 */
@Thorough
class PostgreSqlKillsIT {

  private static final int KILLS = Integer.getInteger("openoms.follow.kills", 12);
  private static final long SEED = Seed.ofTheDay();

  private static final List<String> EDGES =
      List.of(
          "CaptureSetup.establish after#1",
          "ChangeReader.confirm before#2",
          "SinkTransaction.commit after#3",
          "ChangeReader.next after#60",
          "ChangeReader.confirm after#3",
          "StateTransaction.putApply before#2",
          "ChangeLog.open after#1");

  private final Random random = new Random(SEED);

  @TempDir private Path directory;

  @Test
  void killedWhileItFollowsItEndsEqual() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(Servers.postgreSql18());
        LogWorkload workload = new LogWorkload(pair, SEED, 20)) {
      workload.create(400);
      workload.start();
      FollowProcess engine =
          new FollowProcess(pair.schema(), pair.source(), pair.sink(), directory.resolve("spool"));
      int struck = 0;
      for (int i = 0; i < KILLS; i++) {
        struck += kill(engine, i) ? 1 : 0;
        workload.check();
      }
      assertThat(struck).as("kills that struck").isGreaterThan(KILLS / 2);
      workload.stop();
      pair.source().restart();
      assertThat(engine.exit()).as("the exit of the last run").isZero();
      workload.assertEqual();
      pair.onSource("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
      String publication = pair.fromSource("SELECT pubname FROM pg_publication").get(0);
      pair.onSource("DROP PUBLICATION " + publication);
    }
  }

  private boolean kill(FollowProcess engine, int number) throws Exception {
    if (number % 2 == 0) {
      engine.dieAfter(6_000 + random.nextInt(10_000));
      return true;
    }
    String edge = EDGES.get(number / 2 % EDGES.size());
    boolean died = engine.dieAtEdge(edge);
    System.out.printf("kill %d: %s%s%n", number + 1, edge, died ? "" : ", not passed");
    return died;
  }
}
