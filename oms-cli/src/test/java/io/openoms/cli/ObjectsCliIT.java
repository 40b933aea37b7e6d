package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
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

/** Objects join and leave another process's run; an operator decides where it has stopped. */
class ObjectsCliIT {

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "objects_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    from.execute("CREATE DATABASE " + database);
    for (String table : List.of("a", "b")) {
      from.execute(
          "CREATE TABLE " + t(table) + " (id INT PRIMARY KEY, v INT)",
          "INSERT INTO " + t(table) + " VALUES (1, 1)");
    }
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Thorough
  @Test
  void aRunOfAnotherProcessIsToldOfObjectsAndDecisions() throws Exception {
    Path file = project();
    CliProcess run = CliProcess.start(directory, "run", file.toString(), "--json");
    awaitRow("a", 1);
    assertThat(exit("add", file, t("b"))).isZero();
    assertThat(exit("add", file, t("b"))).isEqualTo(2);
    assertThat(exit("add", file, "nodatabase")).isEqualTo(2);
    awaitRow("b", 1);
    assertThat(exit("remove", file, t("a"))).isZero();
    assertThat(exit("ddl", file, "skip")).as("nothing has stopped").isEqualTo(2);
    from.execute("INSERT INTO " + t("b") + " VALUES (2, 2)");
    awaitRow("b", 2);
    run.terminate();
    assertThat(run.exit()).as(run.err()).isZero();

    from.execute(
        "ALTER TABLE " + t("b") + " MODIFY v SMALLINT", "INSERT INTO " + t("b") + " VALUES (3, 3)");
    assertThat(exit("run", file, "--until", "caught-up")).isEqualTo(1);
    JsonNode status = status(file);
    assertThat(status.at("/stops/0/object").asText()).isEqualTo(t("b"));
    assertThat(status.at("/stops/0/decision").isNull()).isTrue();
    assertThat(status.at("/selection_changes/0/kind").asText()).isEqualTo("removed");
    assertThat(status.at("/selection_changes/1/kind").asText()).isEqualTo("added");
    assertThat(exit("ddl", file, "replace")).isEqualTo(2);
    assertThat(exit("ddl", file, "replace", "DROP TABLE " + t("b"))).isEqualTo(2);
    assertThat(exit("ddl", file, "replace", "ALTER TABLE " + t("b") + " MODIFY v SMALLINT"))
        .isZero();
    assertThat(status(file).at("/stops/0/decision").asText()).isEqualTo("replace");
    assertThat(exit("run", file, "--until", "caught-up")).isZero();
    assertThat(status(file).get("stops")).isEmpty();
    awaitRow("b", 3);
  }

  private int exit(String command, Path file, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    all[0] = command;
    all[1] = file.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CliProcess.start(directory, all).exit();
  }

  private JsonNode status(Path file) throws Exception {
    CliProcess status = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(status.exit()).isZero();
    return status.json().get(0);
  }

  private void awaitRow(String table, int id) throws InterruptedException {
    for (int looks = 0; looks < 1_200 && !has(table, id); looks++) {
      Thread.sleep(100);
    }
    assertThat(has(table, id)).as("row %d of %s", id, table).isTrue();
  }

  private boolean has(String table, int id) {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row = sql.executeQuery("SELECT 1 FROM " + t(table) + " WHERE id = " + id)) {
      return row.next();
    } catch (SQLException e) {
      return false; // It is not made yet.
    }
  }

  private Path project() throws IOException {
    Path file = directory.resolve("objects.yaml");
    Files.writeString(
        file,
        """
        project: %s
        source: {type: mysql, url: "%s", user: "%s", password: "%s"}
        sink: {type: oceanbase, url: "%s", user: "%s", password: "%s"}
        objects: {include: ["%s.a"]}
        phases: [schema, full, incremental]
        options: {spool: {dir: "%s"}}
        """
            .formatted(
                database,
                from.jdbcUrl(),
                from.user(),
                from.password(),
                to.jdbcUrl(),
                to.user(),
                to.password(),
                database,
                directory.resolve("spool")));
    return file;
  }

  private String t(String table) {
    return database + "." + table;
  }
}
