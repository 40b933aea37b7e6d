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

/** A project with both directions at once, by its file: one process runs it, others ask. */
class ActiveActiveCliIT {

  private static final long LIMIT_NANOS = 90_000_000_000L;

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "both_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(20), changed DATETIME(6))",
        "INSERT INTO " + database + ".t VALUES (1, 'first', '2026-01-01')");
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void bothEndsAreWrittenToAndConflictsAreCounted() throws Exception {
    Path file = project();
    CliProcess run = CliProcess.start(directory, "run", file.toString(), "--json");
    await(() -> hasCaughtUpBack(run), run);
    write(from, "INSERT INTO %s.t VALUES (2, 'source', '2026-01-02')");
    write(to, "INSERT INTO %s.t VALUES (3, 'sink', '2026-01-02')");
    await(
        () -> rows(from).equals("1 first\n2 source\n3 sink\n") && rows(to).equals(rows(from)), run);
    run.kill();
    write(from, "UPDATE %s.t SET v = 'lost', changed = '2026-01-03' WHERE id = 1");
    write(to, "UPDATE %s.t SET v = 'stays', changed = '2026-01-04' WHERE id = 1");
    write(to, "DELETE FROM %s.t WHERE id = 2");

    CliProcess next = CliProcess.start(directory, "run", file.toString(), "--json");
    await(() -> rows(from).equals("1 stays\n3 sink\n") && rows(to).equals(rows(from)), next);
    JsonNode status = status(file);
    assertThat(status.path("conflicts").asLong()).as("%s", status).isPositive();
    JsonNode latest = status.path("latest_conflicts").path(0);
    assertThat(latest.path("object").asText()).as("%s", status).isEqualTo(database + ".t");
    assertThat(latest.path("key").path(0).asText()).as("%s", status).isEqualTo("1");
    assertThat(latest.path("winner").asText()).as("%s", status).isEqualTo("sink");
    assertThat(latest.path("settled").asBoolean()).as("%s", status).isTrue();
    assertThat(status.path("reverse_checkpoint").isObject()).as("%s", status).isTrue();
    next.terminate();
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(next.json()).anyMatch(line -> line.path("code").asText().equals("CONFLICT_SETTLED"));
    CliProcess shown = CliProcess.start(directory, "status", file.toString());
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out())
        .containsPattern("[0-9]+ rows were changed at both ends")
        .contains(": the row of the sink stays");
    CliProcess release = CliProcess.start(directory, "release", file.toString(), "--yes");
    assertThat(release.exit()).as(release.err()).isZero();
  }

  private void write(DatabaseServer server, String sql) {
    server.execute(sql.formatted(database));
  }

  /** From then on applications may write to the sink. */
  private static boolean hasCaughtUpBack(CliProcess run) throws Exception {
    return run.out()
        .lines()
        .anyMatch(
            line ->
                line.contains("\"phase\":\"reverse_incremental\"")
                    && line.contains("\"caught_up\":true"));
  }

  private interface Question {
    boolean isTrue() throws Exception;
  }

  private static void await(Question question, CliProcess run) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!question.isTrue()) {
      assertThat(run.isAlive()).as(run.out() + run.err()).isTrue();
      assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private JsonNode status(Path file) throws Exception {
    CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(status.exit()).as(status.err()).isZero();
    return status.json().get(0);
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

  private Path project() throws Exception {
    String text =
        """
        project: %s
        source: {type: mariadb, url: "%s", user: %s, password: ""}
        sink: {type: oceanbase, url: "%s", user: %s, password: ""}
        objects: {include: ["%s.*"]}
        phases: [schema, full, incremental, reverse_incremental]
        options: {spool: {dir: "%s"}, two_way: {conflict: latest, column: changed}}
        """
            .formatted(
                database,
                from.jdbcUrl(),
                from.user(),
                to.jdbcUrl(),
                to.user(),
                database,
                directory.resolve("spool"));
    return Files.writeString(Files.createTempFile(directory, "project", ".yaml"), text);
  }
}
