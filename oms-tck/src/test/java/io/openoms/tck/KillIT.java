package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Kills the copying process again and again at random moments; each restart goes on from the stored
 * state. Seeded by {@code -Dopenoms.seed}, as often as {@code -Dopenoms.kill.times} says.
 */
class KillIT {

  private static final int TIMES = Rung.times("openoms.kill.times", 6, 20);
  private static final long SEED = Seed.ofTheDay();
  private static final int CHUNK_ROWS = 300;
  private static final int NO_DATABASE = 1049;
  private static final int NO_TABLE = 1146;
  // Slow enough that the copy is not done before the last kill.
  private static final int ROWS_PER_SECOND = 1_200;

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "kill_" + UUID.randomUUID().toString().substring(0, 8);
  private final OrdersFixture orders = new OrdersFixture(database, from, to);

  @BeforeEach
  void create() {
    orders.create();
  }

  @AfterEach
  void drop() {
    orders.drop();
  }

  @Test
  void killedAtRandomMomentsItEndsEqualAndCopiesNoFinishedChunkAgain() throws Exception {
    Random random = new Random(SEED);
    Map<String, String> finished = new HashMap<>();
    int killedAtWork = 0;
    for (int i = 0; i < TIMES; i++) {
      Process copy = start(ROWS_PER_SECOND);
      // However slow the machine is: some die before their first chunk, most between two later
      // ones.
      if (i % 4 != 0) {
        awaitChunksBeyond(finished.size(), copy);
      }
      boolean ended = copy.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
      if (ended) {
        assertThat(copy.exitValue()).as("the run's exit before kill %s", i).isZero();
      }
      killedAtWork += ended ? 0 : 1;
      copy.destroyForcibly().waitFor();
      Map<String, String> now = finishedChunks();
      assertThat(now)
          .as("chunks finished before kill %s, and when", i)
          .containsAllEntriesOf(finished);
      finished.putAll(now);
    }
    assertThat(killedAtWork).as("kills that struck").isGreaterThan(TIMES / 2);
    assertThat(finished).as("chunks finished between kills").hasSizeGreaterThan(TIMES / 2);
    Process last = start(0);
    assertThat(last.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(last.exitValue()).isZero();
    assertThat(finishedChunks()).containsAllEntriesOf(finished);
    orders.assertEqual();
  }

  private void awaitChunksBeyond(int chunks, Process copy) throws Exception {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (copy.isAlive() && finishedChunks().size() <= chunks) {
      assertThat(System.nanoTime()).as("the copy makes no progress").isLessThan(limit);
      Thread.sleep(20);
    }
  }

  private Process start(int rowsPerSecond) throws Exception {
    return new CopyProcess(database, from, to, CHUNK_ROWS).start(rowsPerSecond);
  }

  /** Each finished chunk with the commit version of its mark: it changes when a chunk is redone. */
  private Map<String, String> finishedChunks() throws SQLException {
    Map<String, String> chunks = new HashMap<>();
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT source_name, number, ORA_ROWSCN FROM oms_state.chunk"
                  + " WHERE done = 1 AND project = '"
                  + database
                  + "'")) {
        while (rows.next()) {
          chunks.put(rows.getString(1) + " " + rows.getLong(2), rows.getString(3));
        }
      }
    } catch (SQLSyntaxErrorException e) {
      // The catalog may list a new table before every session can read it, so it is not asked.
      assertThat(e.getErrorCode()).as("%s", e).isIn(NO_DATABASE, NO_TABLE);
    }
    return chunks;
  }
}
