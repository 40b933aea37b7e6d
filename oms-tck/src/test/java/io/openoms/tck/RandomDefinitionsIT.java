package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Definitions change at random while rows are written, copied and followed, and the engine is
 * killed again and again: in the end definitions and rows are equal. Seeded by {@code
 * -Dopenoms.seed}; {@code -Dopenoms.definitions.seeds} says how many seeds are tried, from that one
 * on, {@code -Dopenoms.definitions.kills} how often the engine is killed with each of them.
 */
@Thorough
class RandomDefinitionsIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int SEEDS = Integer.getInteger("openoms.definitions.seeds", 1);
  private static final int KILLS = Integer.getInteger("openoms.definitions.kills", 3);
  private static final int ROWS_PER_SECOND = 150;
  private static final int PAUSE_MILLIS = 4;

  /** No such table, no such column, and what a statement meets whose table changes. */
  private static final List<Integer> PASSING = List.of(1146, 1054, 1364, 1062, 1526, 1213, 1205);

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private final DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("altered", from, to);
  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<BiConsumer<String, Integer>> changed =
      new AtomicReference<>((table, id) -> {});
  private List<String> tables = new CopyOnWriteArrayList<>(RandomDefinitions.TABLES);
  private volatile boolean writes;
  private volatile boolean changes;

  @AfterEach
  void end() {
    writes = false;
    changes = false;
    threads.shutdownNow();
  }

  @Test
  void definitionsAndRowsAreEqualInTheEnd() throws Exception {
    for (int i = 0; i < SEEDS; i++) {
      database.begin();
      tables = new CopyOnWriteArrayList<>(RandomDefinitions.TABLES);
      System.out.println("seed " + (SEED + i));
      try (RandomDefinitions random =
          new RandomDefinitions(from, database.name(), SEED + i, tables, changed)) {
        random.create();
        run(random, new Random(SEED + i), directory.resolve("spool" + i));
        System.out.println(random.counts());
      }
    }
  }

  private void run(RandomDefinitions random, Random moments, Path spool) throws Exception {
    Path error = directory.resolve("error");
    FollowProcess engine = new FollowProcess(database.name(), from, to, spool);
    writes = true;
    Future<?> writer = threads.submit(this::write);
    // Within the copy. No more of one table than it may begin anew.
    Process copying = engine.start(ROWS_PER_SECOND, FollowProcess.ENDLESS);
    for (int i = 0; i < 12; i++) {
      Thread.sleep(400 + moments.nextInt(400));
      random.change();
    }
    assertThat(copying.isAlive()).as("it copies or follows").isTrue();
    copying.destroyForcibly().waitFor();
    assertEnds(engine, error);

    // While it follows: tools, too.
    changes = true;
    Future<?> changing = threads.submit(() -> changeAtRandom(random, moments.nextLong()));
    for (int i = 0; i < KILLS; i++) {
      engine.dieAfter(7_000 + moments.nextInt(8_000));
    }
    changes = false;
    changing.get();
    writes = false;
    writer.get();
    assertEnds(engine, error);
    assertEqual();
  }

  private void assertEnds(FollowProcess engine, Path error) throws Exception {
    Files.deleteIfExists(error);
    int exit = engine.exit("-Dopenoms.error=" + error);
    assertThat(exit).as(Files.exists(error) ? Files.readString(error) : "no error").isZero();
  }

  private Void changeAtRandom(RandomDefinitions random, long seed) throws Exception {
    Random moments = new Random(seed);
    random.exchange();
    while (changes) {
      Thread.sleep(100 + moments.nextInt(500));
      if (moments.nextInt(6) == 0) {
        random.tool();
      } else {
        random.change();
      }
    }
    return null;
  }

  private Void write() throws Exception {
    try (Connection source = from.connect();
        Statement sql = source.createStatement()) {
      for (int i = 1_000; writes; i++) {
        for (String table : tables) {
          String name = database.name() + "." + table;
          attempt(sql, table, "INSERT INTO " + name + " (id, c) VALUES (" + i + ", " + i + ")", i);
          attempt(sql, table, "UPDATE " + name + " SET c = c + 1 WHERE id = " + i % 200, i % 200);
          attempt(sql, table, "UPDATE " + name + " SET a = c WHERE id = " + i % 150, i % 150);
          attempt(sql, table, "DELETE FROM " + name + " WHERE id = " + (i - 7), i - 7);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return null;
  }

  private void attempt(Statement sql, String table, String statement, int id) throws SQLException {
    try {
      sql.execute(statement);
      changed.get().accept(table, id);
    } catch (SQLException e) {
      if (!PASSING.contains(e.getErrorCode())) {
        throw e;
      }
    }
  }

  private void assertEqual() throws Exception {
    SqlComparison sides = new SqlComparison(from, to, database.name());
    for (String table : tables) {
      sides.assertSameRows(table, "*");
    }
    sides.assertSameDefinitions(SqlComparison.NO_0900, "table collation: .*");
  }
}
