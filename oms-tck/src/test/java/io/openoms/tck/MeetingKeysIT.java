package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.RunState;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that meet in a key of the sink while their table converges: by a collation that is coarser
 * than the source's, or by a unique key that stands there before the table is equal. Changes are
 * made at known moments: before a chunk is read, and when it has been. Seeded by {@code
 * -Dopenoms.seed}.
 */
class MeetingKeysIT {

  private static final long SEED = Seed.ofTheDay();
  private static final String BEFORE_COPY = "ChunkSplitter.nextBound before#1";
  private static final String FIRST_ROWS = "RowReader.next after#1";

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = TestedPair.newName("meeting");
  private String selected = database + ".t";
  @TempDir private Path spool;

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void rowsThatTheSinkHoldsEqualAreNamedAndNoneTakesTheOthersPlace() throws Exception {
    create("t (k VARCHAR(40) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, v INT)", "('a', 1), ('c', 3)");

    MigrationResult result =
        run(i -> {}, FIRST_ROWS, "INSERT INTO t VALUES ('a ', 2)", "INSERT INTO t VALUES ('d', 4)");

    assertThat(result.error().orElseThrow().getMessage())
        .contains("KEYS_COLLIDE", database + ".t", "k = a  and k = a;", "collation");
    assertThat(rows(to)).isSubsetOf(rows(from));
  }

  @Test
  void rowsThatTheSinkHoldsEqualOneAfterAnotherArrive() throws Exception {
    create(
        "t (k VARCHAR(40) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, v INT)",
        "('a', 1), ('b \uD83D\uDE00', 3), ('c', 4)");

    MigrationResult result =
        run(
            i -> i.windowChanges(1),
            FIRST_ROWS,
            "INSERT INTO t VALUES ('a ', 2)",
            "UPDATE t SET v = v + 10",
            "DELETE FROM t WHERE k = 'a'",
            "UPDATE t SET k = 'b \uD83D\uDE01' WHERE v = 13",
            "INSERT INTO t VALUES ('c ', 2)",
            "DELETE FROM t WHERE k = 'c '");

    assertThat(result.error()).isEmpty();
    assertThat(rows(to)).isEqualTo(rows(from));
  }

  /** The copy reads what a later change has made; the log then tells how it came to be. */
  @ParameterizedTest
  @ValueSource(strings = {"FULL", "MINIMAL"})
  void aUniqueValueThatIsHandedOverWhileTheCopyReadsCostsNoRow(String image) throws Exception {
    create(
        "t (a INT PRIMARY KEY, id INT AUTO_INCREMENT, v INT, UNIQUE KEY (id))",
        "(1, 11, 1), (2, 12, 2), (3, 13, 3), (4, 14, 4)");

    MigrationResult result =
        run(
            i -> i.windowChanges(1),
            BEFORE_COPY,
            "SET binlog_row_image = '" + image + "'",
            "INSERT INTO t VALUES (100, 900, 0)",
            "UPDATE t SET v = 22 WHERE a = 2",
            "DELETE FROM t WHERE a = 100",
            "UPDATE t SET id = 900 WHERE a = 4",
            "UPDATE t SET id = 99 WHERE a = 2",
            "UPDATE t SET id = 12 WHERE a = 3",
            "UPDATE t SET id = 13 WHERE a = 2",
            "UPDATE t SET a = 5, id = 7 WHERE a = 2",
            "UPDATE t SET a = 2, id = 13 WHERE a = 1");

    assertThat(result.error()).isEmpty();
    assertThat(rows(to)).isEqualTo(rows(from));
  }

  /** A table that the caller made, with a unique key, while values wander from chunk to chunk. */
  @ParameterizedTest
  @ValueSource(strings = {"FULL", "MINIMAL"})
  void valuesThatWanderThroughAUniqueKeyOfTheSinkCostNoRow(String image) throws Exception {
    create("t (a INT PRIMARY KEY, u INT UNIQUE, v INT)", "(0, 0, 0)");
    to.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (a INT PRIMARY KEY, u INT, v INT, UNIQUE KEY u (u))");
    List<String> filled = new ArrayList<>();
    for (int i = 1; i < 60; i++) {
      filled.add("INSERT INTO " + database + ".t VALUES (" + i + ", " + i + ", 0)");
    }
    from.execute(filled.toArray(String[]::new));
    Random random = new Random(SEED);

    MigrationResult result =
        run(
            i -> i.windowChanges(40).lanes(2),
            edge -> {
              if (edge.startsWith("RowReader.next after") && random.nextInt(2) == 0) {
                wander(random, image);
              }
            });

    assertThat(result.error()).as("seed %d", SEED).isEmpty();
    assertThat(rows(to)).as("seed %d", SEED).isEqualTo(rows(from));
  }

  /** One key comes first in the server's statement, and the other one in its catalog. */
  @Test
  void ofSeveralKeysAllTakeTheSame() throws Exception {
    create(
        "t (a INT NOT NULL, b INT NOT NULL, v INT, UNIQUE KEY z (a), UNIQUE KEY y (b))",
        "(1, 11, 1), (2, 12, 2), (3, 13, 3)");

    MigrationResult result =
        run(
            i -> i.windowChanges(1),
            FIRST_ROWS,
            "UPDATE t SET b = 15 WHERE a = 3",
            "UPDATE t SET a = 6 WHERE b = 12",
            "SET binlog_row_image = 'MINIMAL'",
            "UPDATE t SET v = 4 WHERE a = 1",
            "UPDATE t SET a = 5 WHERE a = 6",
            "UPDATE t SET b = 16 WHERE a = 3",
            "DELETE FROM t WHERE a = 1");

    assertThat(result.error()).isEmpty();
    assertThat(rows(to)).isEqualTo(rows(from));
  }

  /** A partitioned table's primary key holds the column that it is partitioned by, too. */
  @Test
  void aLargerPrimaryKeyOfTheSinkLeavesNoRowTwice() throws Exception {
    create("t (a INT PRIMARY KEY, u INT NOT NULL)", "(1, 1), (2, 2), (3, 3)");
    MigrationProject schema = Pairs.project(database, from, to).phases(p -> p.schema()).build();
    to.execute("CREATE DATABASE " + database, "CREATE TABLE " + database + ".t (b INT)");
    assertThat(TestedPair.run(schema).isComplete()).isFalse();
    to.execute("DROP TABLE " + database + ".t");
    schema.retry(
        new ObjectName(database, "t"),
        "CREATE TABLE "
            + database
            + ".t (a INT, u INT, PRIMARY KEY (a, u)) PARTITION BY HASH (u) PARTITIONS 2");

    MigrationResult result =
        run(i -> {}, FIRST_ROWS, "UPDATE t SET u = 5 WHERE a = 2", "DELETE FROM t WHERE a = 1");

    assertThat(result.error()).isEmpty();
    assertThat(rows(to)).isEqualTo(rows(from));
  }

  /**
   * Both tables get the row while they are copied: the one before its own copy, the other after.
   */
  @ParameterizedTest
  @ValueSource(strings = {"FULL", "MINIMAL"})
  void aRowThatTwoMergedTablesHaveIsNamed(String image) throws Exception {
    createShards();

    MigrationResult result =
        run(
            i -> i.windowChanges(1),
            FIRST_ROWS,
            "SET binlog_row_image = '" + image + "'",
            "INSERT INTO t_0 VALUES (900, 1)",
            "INSERT INTO t_1 VALUES (900, 2)",
            "UPDATE t_0 SET v = 3 WHERE k = 900");

    assertThat(result.error().orElseThrow().getMessage()).contains("KEYS_COLLIDE", "k = 900");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FULL", "MINIMAL"})
  void aRowThatMovesBetweenMergedTablesIsKept(String image) throws Exception {
    createShards();

    MigrationResult result =
        run(
            i -> i.windowChanges(1),
            FIRST_ROWS,
            "SET binlog_row_image = '" + image + "'",
            "INSERT INTO t_0 VALUES (11, 5)",
            "DELETE FROM t_1 WHERE k = 11");

    assertThat(result.error()).isEmpty();
    List<String> all = new ArrayList<>(rows(from, "t_0"));
    all.addAll(rows(from, "t_1"));
    all.sort(null);
    assertThat(rows(to, "t")).isEqualTo(all);
  }

  private void createShards() {
    selected = database + ".t_[01]=" + database + ".t";
    from.execute(
        "CREATE DATABASE " + database,
        "USE " + database,
        "CREATE TABLE t_0 (k INT PRIMARY KEY, v INT)",
        "CREATE TABLE t_1 (k INT PRIMARY KEY, v INT)",
        "INSERT INTO t_0 VALUES (1, 1), (2, 2)",
        "INSERT INTO t_1 VALUES (11, 1), (12, 2)");
  }

  private void wander(Random random, String image) {
    execute("SET binlog_row_image = '" + image + "'", random.ints(20, 0, 1000).toArray());
  }

  private void execute(String setting, int[] numbers) {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      statement.execute(setting);
      for (int number : numbers) {
        int row = number % 60;
        int other = number / 15;
        try {
          statement.execute(
              switch (number % 4) {
                case 0 -> "UPDATE t SET u = u + 1000 WHERE a = " + row;
                case 1 -> "UPDATE t SET u = " + other + ", v = v + 1 WHERE a = " + row;
                case 2 -> "UPDATE t SET a = " + other + " WHERE a = " + row;
                default -> "REPLACE INTO t VALUES (" + row + ", " + other + ", " + number + ")";
              });
        } catch (SQLIntegrityConstraintViolationException e) {
          // The value is taken; nothing was changed.
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void create(String table, String rows) {
    from.execute(
        "CREATE DATABASE " + database,
        "USE " + database,
        "SET NAMES utf8mb4",
        "CREATE TABLE " + table,
        "INSERT INTO t VALUES " + rows);
  }

  /** A run with changes at the first passing of an edge of the source. */
  private MigrationResult run(
      Consumer<IncrementalOptions.Builder> options, String at, String... changes)
      throws InterruptedException {
    Edges passed = new Edges("");
    return run(
        options,
        edge -> {
          passed.accept(edge);
          if (at.equals(edge + "#" + passed.times(edge))) {
            List<String> all = new ArrayList<>(List.of("USE " + database, "SET NAMES utf8mb4"));
            all.addAll(List.of(changes));
            from.execute(all.toArray(String[]::new));
          }
        });
  }

  private MigrationResult run(Consumer<IncrementalOptions.Builder> options, Consumer<String> edges)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(
                new EdgeEndpoint(
                    MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()), edges))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(selected))
            .phases(
                p ->
                    p.schema()
                        .full(f -> f.readers(1).chunkRows(5))
                        .incremental(
                            i -> {
                              i.untilCaughtUp().spoolDirectory(spool);
                              options.accept(i);
                            }))
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.state()).isIn(RunState.COMPLETED, RunState.FAILED);
    return result;
  }

  private List<String> rows(DatabaseServer server) throws SQLException {
    return rows(server, "t");
  }

  private List<String> rows(DatabaseServer server, String table) throws SQLException {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, database + "." + table, "*");
    }
  }
}
