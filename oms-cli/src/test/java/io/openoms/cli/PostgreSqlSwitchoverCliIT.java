package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
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

/** Writes move from PostgreSQL to OceanBase and back, by commands. */
@Thorough
class PostgreSqlSwitchoverCliIT {

  private static final long LIMIT_NANOS = 60_000_000_000L;

  private final DatabaseServer from = Servers.postgreSql16().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String schema = "moved_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    from.execute(
        "CREATE SCHEMA " + schema,
        "CREATE TABLE " + schema + ".t (id int PRIMARY KEY, v varchar(20))",
        "INSERT INTO " + schema + ".t VALUES (1, 'source')");
  }

  @AfterEach
  void drop() {
    from.execute("DROP SCHEMA " + schema + " CASCADE");
    to.execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + schema);
  }

  @Test
  void writesMoveForthAndBack() throws Exception {
    Path file = project();
    CliProcess run =
        CliProcess.start(directory, "run", file.toString(), "--switch-when-caught-up", "--yes");
    await(run, "reverse");
    to.execute("INSERT INTO " + schema + ".t VALUES (2, 'sink')");
    awaitRows(run, from, "1 source,2 sink");
    CliProcess back = CliProcess.start(directory, "switch-back", file.toString());
    assertThat(back.exit()).as(back.out() + back.err() + run.err()).isZero();
    from.execute("INSERT INTO " + schema + ".t VALUES (3, 'source again')");
    awaitRows(run, to, "1 source,2 sink,3 source again");
    run.terminate();
    assertThat(run.exit()).as(run.err()).isZero();
    CliProcess release = CliProcess.start(directory, "release", file.toString(), "--yes");
    assertThat(release.exit()).as(release.err()).isZero();
    assertThat(rows(from, "SELECT slot_name, '' FROM pg_replication_slots")).isEmpty();
  }

  private void await(CliProcess run, String direction) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    String file = directory.resolve("project.yaml").toString();
    String now = "";
    while (!now.equals(direction)) {
      assertThat(run.isAlive()).as(run.err()).isTrue();
      assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(end);
      CliProcess status = CliProcess.start(directory, "status", file, "--json");
      assertThat(status.exit()).as(status.err()).isZero();
      now = status.json().get(0).path("switchover").path("direction").asText("");
    }
  }

  private void awaitRows(CliProcess run, DatabaseServer server, String expected) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    String query = "SELECT id, v FROM " + schema + ".t ORDER BY id";
    while (!rows(server, query).equals(expected)) {
      assertThat(run.isAlive()).as(run.err()).isTrue();
      assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static String rows(DatabaseServer server, String query) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        text.append(text.isEmpty() ? "" : ",");
        text.append(rows.getString(1)).append(' ').append(rows.getString(2));
      }
    }
    return text.toString();
  }

  private Path project() throws Exception {
    String text =
        """
        project: %s
        source: {type: postgresql, url: "%spostgres", user: %s, password: "%s"}
        sink: {type: oceanbase, url: "%s", user: %s, password: ""}
        objects: {include: ["%s.*"]}
        phases: [schema, full, incremental, verification, switchover, reverse_incremental]
        options: {spool: {dir: "%s"}}
        """
            .formatted(
                schema,
                from.jdbcUrl(),
                from.user(),
                from.password(),
                to.jdbcUrl(),
                to.user(),
                schema,
                directory.resolve("spool"));
    return Files.writeString(directory.resolve("project.yaml"), text);
  }
}
