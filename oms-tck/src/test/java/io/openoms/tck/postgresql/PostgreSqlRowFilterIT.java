package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.Phases;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row filters that the publication evaluates: rows come and go as they meet them or not. */
class PostgreSqlRowFilterIT {

  private static final String FILTER = "region = 'it''s' AND v >= 0";
  private static final String WANTED = " WHERE region = 'it''s' AND v >= 0";

  private static final String[] TABLES = {
    "CREATE TABLE whole (id int PRIMARY KEY, region text, v int, big text)",
    "ALTER TABLE whole ALTER big SET STORAGE EXTERNAL",
    "ALTER TABLE whole REPLICA IDENTITY FULL",
    "CREATE TABLE keyed (id int, region \"char\", v int, f int, PRIMARY KEY (region, v, id))",
    "CREATE TABLE loose (region text, v int)",
    "ALTER TABLE loose REPLICA IDENTITY FULL",
    "CREATE TABLE others (id int PRIMARY KEY, region text)",
    "INSERT INTO whole SELECT i, CASE i % 3 WHEN 0 THEN 'it''s' WHEN 1 THEN 'us' END, i - 20,"
        + " repeat(md5(i::text), 200) FROM generate_series(1, 90) i",
    "INSERT INTO keyed SELECT i, substr('ab', i % 2 + 1, 1)::\"char\", i % 7, i"
        + " FROM generate_series(1, 90) i",
    "INSERT INTO loose SELECT CASE i % 3 WHEN 0 THEN 'it''s' ELSE 'us' END, i % 5"
        + " FROM generate_series(1, 90) i",
    "INSERT INTO others VALUES (1, 'us')"
  };

  private static final String[] CHANGES = {
    "UPDATE whole SET region = 'it''s' WHERE id % 3 = 1 AND id < 60",
    "UPDATE whole SET region = NULL WHERE id % 3 = 0 AND id > 60",
    "UPDATE whole SET v = -v WHERE id BETWEEN 30 AND 50",
    "UPDATE whole SET id = id + 1000 WHERE id BETWEEN 40 AND 70",
    "DELETE FROM whole WHERE id % 10 = 3",
    "INSERT INTO whole VALUES (2000, 'it''s', 5, NULL), (2001, 'us', 5, NULL)",
    "UPDATE keyed SET region = 'a' WHERE id < 20",
    "UPDATE keyed SET region = 'b', f = -1 WHERE id BETWEEN 20 AND 30",
    "UPDATE keyed SET f = 5 WHERE id > 50",
    "UPDATE loose SET region = 'us' WHERE v = 1",
    "UPDATE loose SET region = 'it''s' WHERE v = 2",
    "DELETE FROM loose WHERE v = 3",
    "INSERT INTO others VALUES (2, 'it''s')"
  };

  @TempDir private Path directory;

  @Test
  void rowsComeAndGoAsTheyMeetTheFilter() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(TABLES);
      String schema = pair.schema();
      Map<String, String> filters =
          Map.of(
              schema + ".whole", FILTER,
              schema + ".loose", FILTER,
              schema + ".keyed", "region = 'a' AND v < 5");
      MigrationProject project =
          project(pair, filters, p -> p.incremental(i -> i.spoolDirectory(directory)));
      MigrationProject untilEqual =
          project(
              pair,
              filters,
              p -> p.incremental(i -> i.untilCaughtUp().spoolDirectory(directory)).verification());
      follow(project, threads, pair, CHANGES);
      follow(project, threads, pair, "UPDATE whole SET v = 1, region = 'it''s' WHERE id > 1060");
      pair.onSource("DELETE FROM whole WHERE id = 1061", "UPDATE loose SET region = 'it''s'");
      MigrationResult last = TestedPair.run(untilEqual);
      assertThat(last.isComplete()).as("%s", last).isTrue();
      assertThat(last.verification().orElseThrow().inconsistent()).isEmpty();

      String rows = "SELECT id, region, v, md5(big) FROM whole" + WANTED + " ORDER BY id";
      pair.assertSame(rows, rows.replace(WANTED, ""));
      String keys = "SELECT id, region, v, f FROM keyed%s ORDER BY id";
      pair.assertSame(keys.formatted(" WHERE region = 'a' AND v < 5"), keys.formatted(""));
      String loose = "SELECT v, count(*) FROM loose%s GROUP BY v ORDER BY v";
      pair.assertSame(loose.formatted(WANTED), loose.formatted(""));
      pair.assertSame("SELECT id FROM others ORDER BY id", "SELECT id FROM others ORDER BY id");
      assertThat(project.release()).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void follow(
      MigrationProject project, ExecutorService threads, PostgreSqlPair pair, String... changes)
      throws Exception {
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.progress()).isTrue();
      pair.onSource(changes);
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      run.finishIncremental();
      MigrationResult result = run.await();
      assertThat(result.objects()).allSatisfy(object -> assertThat(object.error()).isEmpty());
      assertThat(result.error()).isEmpty();
    }
  }

  private static MigrationProject project(
      PostgreSqlPair pair, Map<String, String> filters, Consumer<Phases.Builder> more) {
    return MigrationProject.builder(pair.schema())
        .source(pair.pair().source().endpoint())
        .sink(pair.pair().sink().endpoint())
        .objects(
            o -> {
              o.include(pair.schema() + ".*");
              filters.forEach(o::where);
            })
        .phases(p -> more.accept(p.schema().full()))
        .build();
  }

  /** A committed one of these would fail the application's updates, or lack what rows hold. */
  @Test
  void aFilterThatTheLogCannotEvaluateIsNamedAndNothingIsMade() {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(
          "CREATE TABLE beside (id int PRIMARY KEY, v int)",
          "CREATE TABLE large (id int PRIMARY KEY, t text)",
          "CREATE TABLE fine (id int PRIMARY KEY, v int)",
          "CREATE TABLE clock (id int PRIMARY KEY, at timestamptz)",
          "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)");
      String schema = pair.schema();
      String publications = "SELECT count(*) FROM pg_publication";
      List<String> before = pair.fromSource(publications);

      Map<ObjectName, String> faults =
          faults(
              pair,
              Map.of(
                  "beside", "v > 0",
                  "large", "id > 0",
                  "fine", "id % 2 = 0",
                  "clock", "id > 0 AND at > now()",
                  "parts", "id > 0"));

      assertThat(faults.keySet())
          .extracting(ObjectName::name)
          .containsExactlyInAnyOrder("beside", "large", "clock", "parts");
      assertThat(faults.get(new ObjectName(schema, "beside")))
          .contains("beside the replica identity");
      assertThat(faults.get(new ObjectName(schema, "large"))).contains("REPLICA IDENTITY FULL");
      assertThat(faults.get(new ObjectName(schema, "clock"))).contains("does not evaluate");
      assertThat(faults.get(new ObjectName(schema, "parts"))).contains("partitioned");
      assertThat(pair.fromSource(publications)).isEqualTo(before);
    }
  }

  @Test
  void aServerThatCannotFilterItsLogIsNamed() {
    DatabaseServer old = Servers.postgreSql14().withServerDefaults().shared();
    try (OpenLog log = new OpenLog(old, "public")) {
      assertThat(log.log().unfiltered(Map.of(new ObjectName("public", "a"), "id > 0")).values())
          .singleElement()
          .satisfies(fault -> assertThat(fault).contains("before version 15"));
    }
  }

  private static Map<ObjectName, String> faults(PostgreSqlPair pair, Map<String, String> filters) {
    Map<ObjectName, String> named = new HashMap<>();
    filters.forEach((table, filter) -> named.put(new ObjectName(pair.schema(), table), filter));
    try (OpenLog log = new OpenLog(pair.source(), pair.schema())) {
      return log.log().unfiltered(named);
    }
  }
}
