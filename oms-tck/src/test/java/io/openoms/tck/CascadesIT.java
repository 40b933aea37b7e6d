package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PlannedObject;
import io.openoms.PrecheckItem;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What foreign keys change by themselves arrives, whether the source's log holds it (MySQL 9.7) or
 * not: under a random workload during the copy and after it, over two levels, several keys, keys of
 * several columns and tables that refer to themselves. Seeded by {@code -Dopenoms.seed}.
 */
class CascadesIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int TRANSACTIONS = Rung.times("openoms.workload.transactions", 250, 600);
  private static final Duration LONG = Duration.ofMinutes(4);

  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = TestedPair.newName("cascades");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong transactions = new AtomicLong();
  private final List<Future<Void>> writers = new ArrayList<>();
  @TempDir Path spool;

  @AfterEach
  void end() {
    over.set(true);
    threads.shutdownNow();
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @ParameterizedTest
  @MySqlFamily(everyday = ServerType.MYSQL_80)
  void whatForeignKeysChangeArrives(DatabaseServer from) throws Exception {
    CascadesWriter.create(from, database);
    try {
      new CascadesWriter(from, database, SEED, over, transactions).some(300);
      for (int i = 1; i <= 2; i++) {
        writers.add(
            threads.submit(new CascadesWriter(from, database, SEED + i, over, transactions)));
      }
      try (MigrationRun run = project(from).start(threads)) {
        awaitFollowing(run);
        awaitTransactions(TRANSACTIONS / 2);
      }
      try (MigrationRun run = project(from).start(threads)) {
        awaitFollowing(run);
        awaitTransactions(TRANSACTIONS / 2);
        over.set(true);
        for (Future<Void> writer : writers) {
          writer.get(1, TimeUnit.MINUTES);
        }
        boolean caughtUp = run.result().isEmpty() && run.awaitCaughtUp(LONG);
        assertThat(run.result().flatMap(MigrationResult::error)).isEmpty();
        assertThat(caughtUp).isTrue();
        assertEqual(from);
      }
    } finally {
      over.set(true);
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private void awaitFollowing(MigrationRun run) {
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                run.result().isPresent()
                    || run.progress().filter(p -> p.phase() == Phase.INCREMENTAL).isPresent());
    assertThat(run.result().flatMap(MigrationResult::error)).isEmpty();
  }

  private void awaitTransactions(long more) throws Exception {
    long wanted = transactions.get() + more;
    while (transactions.get() < wanted) {
      for (Future<Void> writer : writers) {
        if (writer.isDone()) {
          writer.get();
        }
      }
      Thread.sleep(20);
    }
  }

  private void assertEqual(DatabaseServer from) throws SQLException {
    SqlComparison comparison = new SqlComparison(from, to, database);
    for (String table : CascadesWriter.TABLES) {
      int colon = table.indexOf(':');
      comparison.assertSameRows(table.substring(0, colon), table.substring(colon + 1));
    }
  }

  static Stream<ServerType> sources() {
    return Rung.cases(Stream.of(ServerType.MYSQL_80, ServerType.MARIADB));
  }

  /** The row goes, or refers to nothing and is found no more: by the bytes of the keys' names. */
  @ParameterizedTest
  @MethodSource("sources")
  @Thorough
  void aRowThatOneDeleteReachesTwiceIsTreatedInTheSourcesOrder(ServerType type) throws Exception {
    DatabaseServer from = type.get().shared();
    List<String> sql = new ArrayList<>(List.of("CREATE DATABASE " + database, "USE " + database));
    List<List<String>> names =
        List.of(List.of("a_k", "b_k"), List.of("d_k", "c_k"), List.of("e_k", "F_k"));
    for (int i = 0; i < names.size(); i++) {
      String parent = "z" + i;
      String middle = "y" + i;
      sql.add("CREATE TABLE " + parent + " (id INT PRIMARY KEY)");
      sql.add(
          "CREATE TABLE %s (id INT PRIMARY KEY, p INT, UNIQUE (p, id), CONSTRAINT %s FOREIGN KEY"
                  .formatted(middle, names.get(i).get(0))
              + " (p) REFERENCES "
              + parent
              + " (id) ON DELETE CASCADE)");
      sql.add(
          "CREATE TABLE x%d (id INT PRIMARY KEY, p INT, m INT, CONSTRAINT %s FOREIGN KEY (p)"
                  .formatted(i, names.get(i).get(1))
              + " REFERENCES "
              + parent
              + " (id) ON DELETE SET NULL, CONSTRAINT x"
              + i
              + " FOREIGN KEY (p, m) REFERENCES "
              + middle
              + " (p, id) ON DELETE CASCADE)");
      sql.add("INSERT INTO " + parent + " VALUES (1), (2), (3)");
      sql.add("INSERT INTO " + middle + " VALUES (10, 1), (20, 2), (30, 3)");
      sql.add("INSERT INTO x" + i + " VALUES (1, 1, 10), (2, 2, 20), (3, 3, 30), (4, 1, NULL)");
    }
    from.execute(sql.toArray(String[]::new));
    try {
      TestedPair pair = Pairs.intoOceanBase(type.get());
      pair.assertFollows(database, spool);
      for (int i = 0; i < names.size(); i++) {
        from.execute("DELETE FROM " + name("z" + i) + " WHERE id < 3");
      }
      pair.assertFollows(database, spool);
      for (int i = 0; i < names.size(); i++) {
        pair.compare(database).assertSameRows("x" + i, "id, p, m");
        pair.compare(database).assertSameRows("y" + i, "id, p");
      }
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** By MINIMAL images a row that goes tells its primary key alone. */
  @Test
  void aKeyToWhatTheLogDoesNotCarryIsRefusedByName() {
    DatabaseServer from = Servers.mysql80().shared();
    from.execute(
        "CREATE DATABASE " + database,
        "USE " + database,
        "CREATE TABLE p (id INT PRIMARY KEY, u INT UNIQUE)",
        "CREATE TABLE by_id (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id)"
            + " ON DELETE CASCADE)",
        "CREATE TABLE by_u (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (u)"
            + " ON DELETE CASCADE)",
        "SET GLOBAL binlog_row_image = 'MINIMAL'");
    try {
      MigrationProject project = Pairs.following(database, from, to, spool, i -> {});
      assertThat(project.plan().objects())
          .filteredOn(object -> !object.faults().isEmpty())
          .singleElement()
          .satisfies(object -> assertThat(object.source()).hasToString(name("by_u")))
          .satisfies(object -> assertThat(object.faults().toString()).contains("binlog_row_image"));
    } finally {
      from.execute("SET GLOBAL binlog_row_image = 'FULL'", "DROP DATABASE " + database);
    }
  }

  @Test
  void whatCannotBeDoneAgainIsRefusedByNameBeforeARunAndByIt() throws Exception {
    DatabaseServer from = Servers.mysql80().shared();
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".elsewhere (id INT PRIMARY KEY)",
        "CREATE TABLE " + database + ".words (w VARCHAR(20) PRIMARY KEY)",
        "CREATE TABLE "
            + database
            + ".orphan (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES elsewhere (id)"
            + " ON DELETE CASCADE)",
        "CREATE TABLE "
            + database
            + ".below (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES orphan (id)"
            + " ON DELETE SET NULL)",
        "CREATE TABLE "
            + database
            + ".spoken (id INT PRIMARY KEY, w VARCHAR(20), FOREIGN KEY (w) REFERENCES words (w)"
            + " ON UPDATE CASCADE)",
        "CREATE TABLE "
            + database
            + ".kept (id INT PRIMARY KEY, w VARCHAR(20), FOREIGN KEY (w) REFERENCES words (w))");
    try {
      MigrationProject project =
          MigrationProject.builder(database)
              .source(Pairs.intoOceanBase(Servers.mysql80()).source().endpoint())
              .sink(Pairs.intoOceanBase(Servers.mysql80()).sink().endpoint())
              .objects(o -> o.include(database + ".*").exclude(database + ".elsewhere"))
              .phases(
                  p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
              .build();

      assertThat(project.precheck().items())
          .filteredOn(item -> item.check().equals("FOLLOWABLE"))
          .filteredOn(item -> item.status() == PrecheckItem.Status.FAILED)
          .extracting(PrecheckItem::subject)
          .containsExactlyInAnyOrder(name("orphan"), name("below"), name("spoken"));
      assertThat(project.plan().objects())
          .filteredOn(object -> !object.faults().isEmpty())
          .extracting(PlannedObject::source)
          .extracting(Object::toString)
          .containsExactlyInAnyOrder(name("orphan"), name("below"), name("spoken"));
      MigrationResult result = TestedPair.run(project);
      assertThat(result.objects())
          .filteredOn(object -> object.status() == ObjectStatus.NOT_SUPPORTED)
          .allSatisfy(
              object -> assertThat(object.error().orElseThrow()).contains("CASCADES_NOT_LOGGED"))
          .extracting(ObjectResult::source)
          .extracting(Object::toString)
          .containsExactlyInAnyOrder(name("orphan"), name("below"), name("spoken"));
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @Test
  void aChildThatCannotBeReadAtOnePositionFailsByNameAndAPrecheckSaysWhatThatTakes()
      throws Exception {
    DatabaseServer from = Servers.mysql80().shared();
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + name("parents") + " (id INT PRIMARY KEY)",
        "CREATE TABLE "
            + name("children")
            + " (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parents (id)"
            + " ON DELETE CASCADE)",
        "INSERT INTO " + name("parents") + " VALUES (1)",
        "INSERT INTO " + name("children") + " VALUES (1, 1)",
        "CREATE USER " + database + " IDENTIFIED BY 'Secret-1'",
        "GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + database);
    try {
      MigrationProject project =
          MigrationProject.builder(database)
              .source(MySql.at(from.jdbcUrl()).credentials(database, "Secret-1"))
              .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
              .objects(o -> o.include(database + ".*"))
              .phases(
                  p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
              .build();

      assertThat(project.precheck().items())
          .filteredOn(item -> item.check().equals("TABLE_KEYS"))
          .filteredOn(item -> item.status() == PrecheckItem.Status.WARNING)
          .singleElement()
          .satisfies(item -> assertThat(item.subject()).isEqualTo(name("children")))
          .satisfies(item -> assertThat(item.advice()).contains("RELOAD, LOCK TABLES"));
      assertThat(TestedPair.run(project).objects())
          .filteredOn(object -> object.error().isPresent())
          .singleElement()
          .satisfies(object -> assertThat(object.source()).hasToString(name("children")))
          .satisfies(
              object -> assertThat(object.error().orElseThrow()).contains("CASCADES_NOT_LOGGED"));
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database, "DROP USER " + database);
    }
  }

  private String name(String table) {
    return database + "." + table;
  }

  private MigrationProject project(DatabaseServer from) {
    return Pairs.project(database, from, to)
        .phases(
            p ->
                p.schema()
                    .full(f -> f.readers(3).chunkRows(10).rowsPerSecond(100))
                    .incremental(i -> i.lanes(2).windowChanges(100).spoolDirectory(spool)))
        .build();
  }
}
