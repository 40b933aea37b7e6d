package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.sample.SysbenchSchema;
import io.openoms.testkit.sample.TableChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its callers see it: exit codes, the two streams, JSON, signals, kills. */
class CliIT {

  /** Each table is one chunk, so that a copy has finished some and not others. */
  private static final int TABLES = 6;

  private static final long ROWS = 4_000;

  /** The large table takes 20 s with it, so that a busy machine reads the status in mid-copy. */
  private static final String SLOW = "bytes_per_second: 1MB";

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "cli_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    SysbenchSchema.of(database, TABLES, ROWS).create(from);
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void planChangesNothingAndRunMovesEverythingOnce() throws Exception {
    Path file = project("");
    CliProcess plan = CliProcess.start(directory, "plan", file.toString());
    assertThat(plan.exit()).isZero();
    assertThat(plan.out()).contains("CREATE TABLE", "after the copy", "The project can run.");
    assertThat(databaseExists()).isFalse();

    CliProcess run = CliProcess.start(directory, "run", file.toString(), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> lines = run.json();
    assertThat(lines).extracting(line -> line.get("event").asText()).contains("phase", "object");
    JsonNode summary = summary(lines, 0);
    assertThat(summary.at("/phases/full/status").asText()).isEqualTo("completed");
    assertThat(summary.at("/phases/full/rows").asLong()).isEqualTo(TABLES * ROWS);
    assertThat(summary.at("/objects/0/rows").asLong()).isEqualTo(ROWS);
    assertThat(summary.get("verification").isNull()).isTrue();
    assertEqual();

    CliProcess again = CliProcess.start(directory, "run", file.toString(), "--json");
    assertThat(again.exit()).isZero();
    assertThat(summary(again.json(), 0).at("/phases/full/status").asText()).isEqualTo("skipped");

    CliProcess planned = CliProcess.start(directory, "plan", file.toString());
    assertThat(planned.exit()).as("its own rows are no hindrance: " + planned.out()).isZero();

    CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(status.exit()).isZero();
    assertThat(status.json()).hasSize(1);
    assertThat(status.json().get(0).at("/objects/0/rows").asLong()).isEqualTo(ROWS);
    CliProcess shown = CliProcess.start(directory, "status", file.toString());
    assertThat(shown.exit()).isZero();
    assertThat(shown.out()).contains("full", "completed", database + ".sbtest1", "4,000");
  }

  @Test
  void terminatedInMidCopyItSumsUpAndALaterRunCompletes() throws Exception {
    makeLarge();
    Path slow = project(SLOW);
    CliProcess run = CliProcess.start(directory, "run", slow.toString(), "--json");
    awaitRows(slow, run);
    run.terminate();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(summary(run.json(), 1).at("/phases/full/status").asText()).isEqualTo("stopped");
    completes();
  }

  @Test
  void killedInMidCopyItIsContinuedAtOnceAndStatusWorksMeanwhile() throws Exception {
    makeLarge();
    Path slow = project(SLOW);
    CliProcess run = CliProcess.start(directory, "run", slow.toString(), "--json");
    awaitRows(slow, run);
    run.kill();
    completes();
  }

  @Test
  void changesAreFollowedUntilCaughtUpOrUntilASignal() throws Exception {
    Path file = directory.resolve("follow.yaml");
    Files.writeString(
        file,
        Files.readString(project("spool: {dir: \"" + directory.resolve("spool") + "\"}"))
            .replace("[schema, full]", "[schema, full, incremental]"));
    CliProcess first =
        CliProcess.start(directory, "run", file.toString(), "--json", "--until", "caught-up");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(summary(first.json(), 0).at("/phases/incremental/status").asText())
        .isEqualTo("completed");
    assertEqual();

    CliProcess second = CliProcess.start(directory, "run", file.toString(), "--json");
    from.execute("UPDATE " + database + ".sbtest1 SET k = k + 1, c = 'followed' WHERE id <= 100");
    while (second.isAlive() && followed() < 100) {
      Thread.sleep(100);
    }
    second.terminate();
    assertThat(second.exit()).as(second.err()).isZero();
    JsonNode summary = summary(second.json(), 0);
    assertThat(summary.at("/phases/incremental/status").asText()).isEqualTo("stopped");
    assertThat(summary.at("/phases/incremental/rows").asLong()).isEqualTo(100);
    assertThat(summary.at("/phases/incremental/lag_seconds").asDouble()).isBetween(0.0, 60.0);
    assertEqual();

    CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(status.exit()).isZero();
    assertThat(status.json().get(0).at("/checkpoint/applied_rows").asLong()).isEqualTo(100);
    CliProcess release = CliProcess.start(directory, "release", file.toString(), "--yes");
    assertThat(release.exit()).as(release.err()).isZero();
    assertThat(directory.resolve("spool")).isEmptyDirectory();
  }

  private long followed() throws SQLException {
    try (Connection sink = to.connect();
        Statement statement = sink.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM " + database + ".sbtest1 WHERE c = 'followed'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void oneObjectsFailureIsNamedAndTheOthersArrive() throws Exception {
    from.execute("CREATE TABLE " + database + ".quoted (id INT PRIMARY KEY, `a``b` INT)");
    CliProcess run = CliProcess.start(directory, "run", project("").toString(), "--json");
    assertThat(run.exit()).isEqualTo(1);
    JsonNode summary = summary(run.json(), 1);
    assertThat(summary.get("objects"))
        .anySatisfy(
            object -> {
              assertThat(object.get("source").asText()).isEqualTo(database + ".quoted");
              assertThat(object.get("status").asText()).isEqualTo("not_supported");
              assertThat(object.get("error").asText()).contains("OBJECT_NOT_SUPPORTED");
            });
    assertEqual();
  }

  @Test
  void aFailedObjectIsSkippedRetriedWithAStatementAndTheProjectReleased() throws Exception {
    String clash = database + ".clash";
    from.execute(
        "CREATE TABLE " + clash + " (id INT PRIMARY KEY, v INT)",
        "INSERT INTO " + clash + " VALUES (1, 2)");
    to.execute(
        "CREATE DATABASE " + database, "CREATE TABLE " + clash + " (id VARCHAR(9) PRIMARY KEY)");
    String file = project("").toString();
    CliProcess run = CliProcess.start(directory, "run", file, "--json");
    assertThat(run.exit()).isEqualTo(1);

    CliProcess skip = CliProcess.start(directory, "skip", file, clash, "--json");
    assertThat(skip.exit()).as(skip.err()).isZero();
    assertThat(statusOf(summary(skip.json(), 0), clash)).isEqualTo("skipped");
    CliProcess without = CliProcess.start(directory, "run", file, "--json");
    assertThat(without.exit()).isZero();
    assertThat(statusOf(summary(without.json(), 0), clash)).isEqualTo("skipped");

    String ddl = "CREATE TABLE " + clash + " (id INT PRIMARY KEY, v BIGINT)";
    CliProcess refused = CliProcess.start(directory, "retry", file, clash, "--ddl", ddl);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("OPERATION_REFUSED", "drop it there");
    to.execute("DROP TABLE " + clash);
    CliProcess retry = CliProcess.start(directory, "retry", file, clash, "--ddl", ddl, "--json");
    assertThat(retry.exit()).as(retry.err()).isZero();
    assertThat(statusOf(summary(retry.json(), 0), clash)).isEqualTo("converted");
    assertEqual();
    assertThat(CliProcess.start(directory, "retry", file, database + ".nobody").exit())
        .isEqualTo(2);
    assertThat(CliProcess.start(directory, "skip", file, "nobody").exit()).isEqualTo(2);

    CliProcess asked = CliProcess.start(directory, "release", file);
    asked.answer("");
    assertThat(asked.exit()).isEqualTo(2);
    CliProcess denied = CliProcess.start(directory, "release", file);
    denied.answer("no\n");
    assertThat(denied.exit()).isEqualTo(1);
    CliProcess released = CliProcess.start(directory, "release", file, "--yes");
    assertThat(released.exit()).as(released.err()).isZero();
    CliProcess status = CliProcess.start(directory, "status", file);
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("never started");
  }

  @Test
  void aListOfAPlanNamesTheSameObjects() throws Exception {
    Path list = directory.resolve("objects.csv");
    String file = project("", database + ".sbtest[1-2]=" + database + "_x.*").toString();
    CliProcess plan = CliProcess.start(directory, "plan", file, "--csv", list.toString());
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(Files.readString(list))
        .startsWith("source_database,source_table,target_database,target_table,")
        .contains(database + ",sbtest2," + database + "_x,sbtest2,,");
    Path byList = directory.resolve("list.yaml");
    String rules = "objects: {include: [\"" + database + ".sbtest[1-2]=" + database + "_x.*\"]}";
    String text = Files.readString(Path.of(file));
    assertThat(text).contains(rules);
    Files.writeString(byList, text.replace(rules, "objects: {csv: objects.csv}"));
    CliProcess run = CliProcess.start(directory, "run", byList.toString(), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(summary(run.json(), 0).get("objects")).hasSize(2);
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      assertThat(TableChecksum.of(sink, database + "_x", "sbtest2"))
          .isEqualTo(TableChecksum.of(source, database, "sbtest2"));
    } finally {
      to.execute("DROP DATABASE " + database + "_x");
    }
  }

  @Test
  void badFilesAndUsageEndWithTwoAndTouchNothing() throws Exception {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "project: x\nspeed: 9\n");
    CliProcess run = CliProcess.start(directory, "run", bad.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("speed: unknown key", "phases: is missing");
    CliProcess json = CliProcess.start(directory, "run", bad.toString(), "--json");
    assertThat(json.exit()).isEqualTo(2);
    summary(json.json(), 2);

    CliProcess nothing =
        CliProcess.start(directory, "run", project("", database + ".nobody").toString(), "--json");
    assertThat(nothing.exit()).isEqualTo(2);
    summary(nothing.json(), 2);
    assertThat(databaseExists()).isFalse();

    assertThat(CliProcess.start(directory, "run", project("").toString(), "--repair").exit())
        .isEqualTo(2);
    assertThat(CliProcess.start(directory, "jump").exit()).isEqualTo(2);
    assertThat(CliProcess.start(directory).exit()).isEqualTo(2);
    assertThat(CliProcess.start(directory, "run", "--help").exit()).isZero();
    assertThat(CliProcess.start(directory, "--version").exit()).isZero();
  }

  @Test
  void theDemoEndsEqualAndFindsWhatItSpoils() throws Exception {
    endsEqual("mariadb");
  }

  @Test
  @Thorough
  void theDemoFromPostgreSqlEndsEqualAndFindsWhatItSpoils() throws Exception {
    endsEqual("postgresql");
  }

  private void endsEqual(String source) throws Exception {
    CliProcess demo = CliProcess.start(directory, "demo", "--rows", "500", "--source", source);
    assertThat(demo.exitWithin(6)).as(demo.err()).isZero();
    assertThat(demo.out())
        .contains("Verified beside the writer in ", " rows are consistent.")
        .contains("order_items", "source and sink are equal.")
        .contains("different   id=1  total: source ", "missing     id=8", "extra       id=2")
        .contains("The three spoiled rows were found.", "consistent, 1 repaired")
        .contains("They were repaired: by plain SQL, source and sink are equal again.");
  }

  @Test
  @Thorough
  void theDemoOfColumnFamiliesEndsEqualAndFindsWhatItSpoils() throws Exception {
    CliProcess demo = CliProcess.start(directory, "demo", "--rows", "500", "--source", "hbase");
    assertThat(demo.exitWithin(6)).as(demo.err()).isZero();
    assertThat(demo.out())
        .contains("Verified beside the writer in ", "2 tables with ", " rows are consistent.")
        .contains("orders$history", "source and sink are equal.")
        .contains("The three spoiled cells were found.", "consistent, 2 repaired")
        .contains("They were repaired: by scans and plain SQL, source and sink are equal again.");
  }

  private static String statusOf(JsonNode summary, String object) {
    for (JsonNode found : summary.get("objects")) {
      if (found.get("source").asText().equals(object)) {
        return found.get("status").asText();
      }
    }
    return "not there";
  }

  private void completes() throws Exception {
    CliProcess run = CliProcess.start(directory, "run", project("").toString(), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(summary(run.json(), 0).at("/phases/full/rows").asLong()).isEqualTo(TABLES * ROWS);
    assertEqual();
  }

  /** Small tables arrive many at once; a large one shows rows while it is copied. */
  private void makeLarge() {
    String table = database + ".sbtest1";
    from.execute(
        "ALTER TABLE " + table + " ADD COLUMN filler MEDIUMTEXT",
        "UPDATE " + table + " SET filler = REPEAT('x', 6000)",
        "ANALYZE TABLE " + table);
  }

  private void awaitRows(Path file, CliProcess run) throws Exception {
    long rows = 0;
    while (rows == 0) {
      assertThat(run.isAlive()).as(run.err()).isTrue();
      CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
      assertThat(status.exit()).as(status.err()).isZero();
      for (JsonNode object : status.json().get(0).path("objects")) {
        rows += object.get("rows").asLong();
      }
    }
  }

  private static JsonNode summary(List<JsonNode> lines, int exit) {
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.get("event").asText()).isEqualTo("summary");
    assertThat(last.get("exit").asInt()).isEqualTo(exit);
    assertThat(lines.stream().filter(l -> l.get("event").asText().equals("summary"))).hasSize(1);
    return last;
  }

  private void assertEqual() throws Exception {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      for (String table : SysbenchSchema.of(database, TABLES, ROWS).tables()) {
        assertThat(TableChecksum.of(sink, database, table))
            .as(table)
            .isEqualTo(TableChecksum.of(source, database, table));
      }
    }
  }

  private boolean databaseExists() throws Exception {
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW DATABASES LIKE '" + database + "'")) {
      return rows.next();
    }
  }

  private Path project(String option) throws IOException {
    return project(option, database + ".*");
  }

  private Path project(String option, String include) throws IOException {
    String text =
        """
        project: %s
        source: {type: mariadb, url: "%s", user: %s, password: ""}
        sink: {type: oceanbase, url: "%s", user: %s, password: ""}
        objects: {include: ["%s"]}
        phases: [schema, full]
        options: {%s}
        """
            .formatted(
                database, from.jdbcUrl(), from.user(), to.jdbcUrl(), to.user(), include, option);
    return Files.writeString(Files.createTempFile(directory, "project", ".yaml"), text);
  }
}
