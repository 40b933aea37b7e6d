package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the copying process at its edges: before and after each call that reads, writes, marks,
 * commits or creates. A first copy shows which edges there are and how often each is passed. Each
 * further project dies at several of them, one after another, and then ends equal. Seeded by {@code
 * -Dopenoms.seed}; {@code -Dopenoms.campaign.kills} says how often it dies, all edges in turn.
 */
@Thorough
class EdgeKillsIT {

  private static final int KILLS = Integer.getInteger("openoms.campaign.kills", 10);
  private static final long SEED = Seed.ofTheDay();
  private static final int KILLS_OF_A_PROJECT = 5;
  private static final int CHUNK_ROWS = 4_000;
  private static final int KILLED = 137;

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final Random random = new Random(SEED);
  private String database = newDatabase();
  private OrdersFixture orders = new OrdersFixture(database, from, to);

  @TempDir private Path directory;

  @AfterEach
  void drop() {
    orders.drop();
  }

  @Test
  void killedAtItsEdgesItEndsEqual() throws Exception {
    Deque<String> edges = edges();
    int struck = 0;
    while (struck < KILLS) {
      orders.drop();
      database = newDatabase();
      orders = new OrdersFixture(database, from, to);
      orders.create();
      int strikes = 0;
      for (int i = 0; i < KILLS_OF_A_PROJECT && struck + strikes < KILLS; i++) {
        String edge = edges.removeFirst();
        edges.addLast(edge);
        // The first one always strikes; later ones may concern what is done already.
        int exit = copy("-Dopenoms.edge=" + (i == 0 ? edge : anyTime(edge)));
        assertThat(exit).as("the exit with death at %s", edge).isIn(0, KILLED);
        assertThat(i == 0 && exit == 0).as("%s was not passed", edge).isFalse();
        strikes += exit == KILLED ? 1 : 0;
      }
      struck += strikes;
      assertThat(copy()).as("the exit of the last copy").isZero();
      orders.assertEqual();
    }
  }

  /** Each edge with the number of its passing at which to die, in random order. */
  private Deque<String> edges() throws Exception {
    orders.create();
    Path file = directory.resolve("edges");
    assertThat(copy("-Dopenoms.edges=" + file)).isZero();
    orders.assertEqual();
    List<String> edges = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] edge = line.split("#", 2);
      // In the first half: how often some are passed depends on how the tasks take turns.
      int most = Math.max(1, Integer.parseInt(edge[1]) / 2);
      edges.add(edge[0] + "#" + (1 + random.nextInt(most)));
    }
    assertThat(edges).hasSizeGreaterThan(20).anyMatch(e -> e.startsWith("SinkTransaction.commit"));
    Collections.shuffle(edges, random);
    return new ArrayDeque<>(edges);
  }

  /** The same edge at one of its first passings, which a restarted copy reaches, too. */
  private String anyTime(String edge) {
    return edge.substring(0, edge.indexOf('#') + 1) + (1 + random.nextInt(3));
  }

  private int copy(String... options) throws Exception {
    Process copy = new CopyProcess(database, from, to, CHUNK_ROWS).start(0, options);
    assertThat(copy.waitFor(3, TimeUnit.MINUTES)).as("the copy ends").isTrue();
    return copy.exitValue();
  }

  private static String newDatabase() {
    return "edge_" + UUID.randomUUID().toString().substring(0, 8);
  }
}
