package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switchover as an operator does it: one process runs the project, others ask it. */
class SwitchoverCliIT {

  private static final long LIMIT_NANOS = 60_000_000_000L;

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "moved_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(20))",
        "INSERT INTO " + database + ".t VALUES (1, 'source')");
  }

  @AfterEach
  void drop() {
    from.execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + database);
    to.execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void writesMoveForthAndBackAndAKilledEngineGoesOnWhereWritesAre() throws Exception {
    Path stopped = directory.resolve("stopped");
    Path file = project("switchover: {stop_writes: \"echo x >> " + stopped + "\", verify: none}");
    CliProcess run =
        CliProcess.start(
            directory, "run", file.toString(), "--json", "--switch-when-caught-up", "--yes");
    await(() -> direction(file).equals("reverse"), run);
    assertThat(Files.readAllLines(stopped)).as("the command was run").containsExactly("x");
    to.execute("INSERT INTO " + database + ".t VALUES (2, 'sink')");
    await(() -> rows(from).contains("2 sink"), run);
    run.kill();
    to.execute("INSERT INTO " + database + ".t VALUES (3, 'killed')");

    CliProcess next = CliProcess.start(directory, "run", file.toString(), "--json");
    await(() -> rows(from).contains("3 killed"), next);
    CliProcess back = CliProcess.start(directory, "switch-back", file.toString());
    assertThat(back.exit()).as(back.out() + back.err() + next.err()).isZero();
    assertThat(back.out()).contains("drain completed", "start_other_direction completed");
    assertThat(direction(file)).isEqualTo("forward");
    from.execute("INSERT INTO " + database + ".t VALUES (4, 'source again')");
    await(() -> rows(to).contains("4 source again"), next);
    next.terminate();
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(rows(to)).isEqualTo(rows(from));
    assertThat(next.json())
        .anyMatch(
            line ->
                line.get("event").asText().equals("switch_step")
                    && line.get("step").asText().equals("drain")
                    && line.get("status").asText().equals("completed"));
    released(file);
  }

  private void released(Path file) throws Exception {
    CliProcess release = CliProcess.start(directory, "release", file.toString(), "--yes");
    assertThat(release.exit()).as(release.err()).isZero();
    assertThat(one(from, "SELECT @@GLOBAL.read_only + 0")).isZero();
    assertThat(one(to, "SELECT @@GLOBAL.read_only + 0")).isZero();
    for (DatabaseServer server : new DatabaseServer[] {from, to}) {
      boolean kept =
          one(
                  server,
                  "SELECT COUNT(*) FROM information_schema.tables"
                      + " WHERE table_schema = 'oms_state' AND table_name = 'project'")
              > 0;
      if (kept) {
        String mine = "SELECT COUNT(*) FROM oms_state.project WHERE name LIKE '" + database + "%'";
        assertThat(one(server, mine)).isZero();
      }
    }
    String triggers =
        "SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = '"
            + database
            + "'";
    assertThat(one(to, triggers)).isZero();
  }

  @Test
  void aRequestThatNobodyTakesIsTakenBackAndWrongOnesAreUsage() throws Exception {
    Path file = project("lanes: 1");
    CliProcess never = CliProcess.start(directory, "switch", file.toString(), "run");
    assertThat(never.exit()).as(never.err()).isEqualTo(2);
    assertThat(never.err()).contains("never ran with the phase switchover");
    CliProcess step = CliProcess.start(directory, "switch", file.toString(), "skip", "drain");
    assertThat(step.exit()).as(step.err()).isEqualTo(2);
    assertThat(step.err()).contains("STEP takes precheck, verify or objects");
    CliProcess shown = CliProcess.start(directory, "switch", file.toString(), "status");
    assertThat(shown.exit()).isZero();
    assertThat(shown.out()).contains("never ran with the phase switchover");
    CliProcess once =
        CliProcess.start(directory, "run", file.toString(), "--until", "caught-up", "--json");
    assertThat(once.exit()).as(once.err()).isZero();
    CliProcess nobody = CliProcess.start(directory, "switch", file.toString(), "run");
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("No process that runs the project has begun");
    released(file);
  }

  private interface Question {
    boolean isTrue() throws Exception;
  }

  private static void await(Question question, CliProcess run) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!question.isTrue()) {
      assertThat(run.isAlive()).as(run.err()).isTrue();
      assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private String direction(Path file) throws Exception {
    CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(status.exit()).as(status.err()).isZero();
    JsonNode switchover = status.json().get(0).path("switchover");
    return switchover.path("direction").asText("");
  }

  private String rows(DatabaseServer server) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT id, v FROM " + database + ".t ORDER BY id")) {
      while (rows.next()) {
        text.append(rows.getInt(1)).append(' ').append(rows.getString(2)).append('\n');
      }
    }
    return text.toString();
  }

  private static long one(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Path project(String option) throws Exception {
    String text =
        """
        project: %s
        source: {type: mariadb, url: "%s", user: %s, password: ""}
        sink: {type: oceanbase, url: "%s", user: %s, password: ""}
        objects: {include: ["%s.*"]}
        phases: [schema, full, incremental, switchover, reverse_incremental]
        options: {spool: {dir: "%s"}, %s}
        """
            .formatted(
                database,
                from.jdbcUrl(),
                from.user(),
                to.jdbcUrl(),
                to.user(),
                database,
                directory.resolve("spool"),
                option);
    return Files.writeString(Files.createTempFile(directory, "project", ".yaml"), text);
  }
}
