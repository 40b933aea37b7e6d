package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes of partitions and of a whole table's character set while following. Rows that go with a
 * partition stand in no event: they go at the sink where its partition has the same ones, else the
 * project stops by name.
 */
class DdlPartitionsIT {

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("cut", from, to);
  @TempDir private Path directory;

  private static final List<String> TABLES = List.of("r", "d", "l", "c", "h", "plain", "conv");

  @Test
  void partitionsFollow() throws Exception {
    everyChangeFollows();
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void partitionsOfAnotherSourceFollow(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      everyChangeFollows();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void everyChangeFollows() throws Exception {
    create();
    try (SteppedProject project = project()) {
      assertComplete(project.run("SFI", this::all));
      change(
          "INSERT INTO r VALUES (2, 2), (12, 12), (22, 22)",
          "ALTER TABLE r TRUNCATE PARTITION p0",
          "INSERT INTO r VALUES (3, 3)",
          "ALTER TABLE r DROP PARTITION p1",
          "INSERT INTO r VALUES (14, 14)",
          "ALTER TABLE r ADD PARTITION (PARTITION p3 VALUES LESS THAN (40))",
          "INSERT INTO r VALUES (34, 34)",
          "ALTER TABLE r REORGANIZE PARTITION p2, p3 INTO (PARTITION p4 VALUES LESS THAN (50))",
          "INSERT INTO r VALUES (44, 44)",
          "ALTER TABLE r TRUNCATE PARTITION p4",
          "INSERT INTO r VALUES (45, 45)",
          "ALTER TABLE d ADD PARTITION (PARTITION p2 VALUES LESS THAN (TO_DAYS('2022-01-01')))",
          "INSERT INTO d VALUES (3, '2021-05-01')",
          "ALTER TABLE d DROP PARTITION p0",
          "INSERT INTO d VALUES (4, '2019-05-01')",
          "ALTER TABLE d DROP PARTITION p2",
          "ALTER TABLE l ADD PARTITION (PARTITION p2 VALUES IN (5, 6))",
          "INSERT INTO l VALUES (5, 5)",
          "ALTER TABLE l DROP PARTITION p0",
          "ALTER TABLE c DROP PARTITION p0",
          "INSERT INTO c VALUES (9, '2019-01-01 10:00:00')",
          "ALTER TABLE c TRUNCATE PARTITION ALL",
          "INSERT INTO c VALUES (10, '2020-01-01 10:00:00')",
          "ALTER TABLE h ADD PARTITION PARTITIONS 2",
          "INSERT INTO h VALUES (8)",
          "ALTER TABLE h REMOVE PARTITIONING",
          "INSERT INTO h VALUES (9)",
          "ALTER TABLE plain PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (1000))",
          "INSERT INTO plain VALUES (9)",
          "ALTER TABLE conv CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
          "INSERT INTO conv VALUES (2, 'Ä€😀', REPEAT('€', 30000))");
      assertComplete(project.run("SFI", this::all));
      assertEqual();
      assertThat(partitions("r")).containsExactly("p0", "p4");
      assertThat(partitions("d")).containsExactly("p1");
      assertThat(partitions("l")).containsExactly("p1", "p2");
      assertThat(partitions("plain")).containsExactly("p0");
      assertThat(partitions("h")).hasSize(5);
    }
  }

  /** The engine dies behind the statement, or in front of the position that moves behind it. */
  @Thorough
  @ParameterizedTest
  @EnumSource(Edge.class)
  void rowsOfAPartitionGoOnce(Edge edge) throws Exception {
    create();
    FollowProcess engine =
        new FollowProcess(database.name(), from, to, directory.resolve("killed"));
    assertThat(engine.exit()).isZero();
    change(
        "ALTER TABLE r DROP PARTITION p1",
        "INSERT INTO r VALUES (13, 13), (3, 3)",
        "ALTER TABLE r TRUNCATE PARTITION p0",
        "INSERT INTO r VALUES (4, 4)");
    assertThat(FollowProcess.exit(engine.start("-Dopenoms.edge=" + edge.text))).isEqualTo(137);
    assertThat(engine.exit()).isZero();
    new SqlComparison(from, to, database.name()).assertSameRows("r", "*");
    assertThat(partitions("r")).containsExactly("p0", "p2");
  }

  private enum Edge {
    DROPPED("SchemaTarget.execute after#1"),
    TRUNCATED("SchemaTarget.execute after#2"),
    MOVED("StateTransaction.putApply before#1");

    private final String text;

    Edge(String text) {
      this.text = text;
    }
  }

  @Test
  void rowsThatGoUnseenStopByName() throws Exception {
    create();
    try (SteppedProject project = project()) {
      assertComplete(project.run("SFI", this::all));
      // Cut otherwise there: nobody knows which rows to delete.
      to.execute(
          "ALTER TABLE "
              + database.name()
              + ".r PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (15),"
              + " PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN (30))");
      change("ALTER TABLE r DROP PARTITION p1", "INSERT INTO r VALUES (29, 29)");
      assertStops(project, "partitions p1 go without an event", "partitioned in another way");
      assertThat(count("r")).isEqualTo(3);
    }
  }

  @Test
  void textsThatAreComparedOtherwiseStopByName() throws Exception {
    create();
    from.execute(
        "CREATE TABLE "
            + database.name()
            + ".t (id INT, t VARCHAR(9) COLLATE utf8mb4_0900_ai_ci, UNIQUE KEY (id, t))"
            + " PARTITION BY LIST COLUMNS (t)"
            + " (PARTITION p0 VALUES IN ('a'), PARTITION p1 VALUES IN ('b'))",
        "INSERT INTO " + database.name() + ".t VALUES (1, 'A'), (2, 'b')");
    try (SteppedProject project = project()) {
      assertComplete(project.run("SFI", this::all));
      change("ALTER TABLE t TRUNCATE PARTITION p0");
      assertStops(project, "partitions p0 go without an event", "compares the texts");
      assertThat(count("t")).isEqualTo(2);
    }
  }

  private void create() {
    String name = database.name();
    from.execute(
        "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "USE " + name,
        "CREATE TABLE r (id INT PRIMARY KEY, v INT) PARTITION BY RANGE (id)"
            + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20),"
            + " PARTITION p2 VALUES LESS THAN (30))",
        "INSERT INTO r VALUES (1, 1), (11, 11), (21, 21)",
        "CREATE TABLE d (id INT, d DATE, PRIMARY KEY (id, d)) PARTITION BY RANGE (TO_DAYS(d))"
            + " (PARTITION p0 VALUES LESS THAN (TO_DAYS('2020-01-01')),"
            + " PARTITION p1 VALUES LESS THAN (TO_DAYS('2021-01-01')))",
        "INSERT INTO d VALUES (1, '2019-05-01'), (2, '2020-05-01')",
        "CREATE TABLE l (id INT PRIMARY KEY, v INT) PARTITION BY LIST (id)"
            + " (PARTITION p0 VALUES IN (2, 1), PARTITION p1 VALUES IN (4, 3))",
        "INSERT INTO l VALUES (1, 1), (3, 3)",
        "CREATE TABLE c (id INT, d DATETIME, PRIMARY KEY (id, d)) PARTITION BY RANGE COLUMNS (d)"
            + " (PARTITION p0 VALUES LESS THAN ('2020-01-01'), PARTITION pm"
            + " VALUES LESS THAN (MAXVALUE))",
        "INSERT INTO c VALUES (1, '2019-05-01'), (2, '2020-05-01')",
        "CREATE TABLE h (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 3",
        "INSERT INTO h VALUES (1), (2), (3)",
        "CREATE TABLE plain (id INT PRIMARY KEY)",
        "CREATE TABLE conv (id INT PRIMARY KEY, a VARCHAR(9), b TEXT) CHARACTER SET latin1",
        "INSERT INTO conv VALUES (1, 'é', REPEAT('ü', 20000))");
  }

  private void change(String... statements) {
    List<String> all = new ArrayList<>(List.of("USE " + database.name()));
    all.addAll(List.of(statements));
    from.execute(all.toArray(String[]::new));
  }

  private void assertEqual() throws Exception {
    SqlComparison sides = new SqlComparison(from, to, database.name());
    for (String table : TABLES) {
      sides.assertSameRows(table, "*");
    }
  }

  private List<String> partitions(String table) throws Exception {
    List<String> names = new ArrayList<>();
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT PARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = '"
                    + database.name()
                    + "' AND TABLE_NAME = '"
                    + table
                    + "' ORDER BY PARTITION_ORDINAL_POSITION")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private long count(String table) throws Exception {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row = sql.executeQuery("SELECT COUNT(*) FROM " + database.name() + "." + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void assertStops(SteppedProject project, String... parts) throws Exception {
    MigrationResult result = project.run("SFI", this::all);
    assertThat(result.error())
        .hasValueSatisfying(
            error -> {
              assertThat(error.code().name()).isEqualTo("DDL_NOT_FOLLOWED");
              assertThat(error.getMessage()).contains(parts);
            });
  }

  private void all(ObjectSelection.Builder objects) {
    objects.include(database.name() + ".*");
  }

  private SteppedProject project() {
    return new SteppedProject(database.name(), from, to, directory);
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
