package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
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
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** {@code --flink}: the phase full is a cluster's, and all else is as without it. */
@DisabledForJreRange(min = JRE.JAVA_22, disabledReason = "Flink 2.3 is for Java 17 and 21")
class FlinkCliIT {

  private static final int ROWS = 4_000;

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "flinkcli_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  /** More than a chunk, so that it is not copied beside other small tables. */
  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + table() + " (id INT PRIMARY KEY, note VARCHAR(20), filler MEDIUMTEXT)",
        "INSERT INTO "
            + table()
            + " SELECT seq, CONCAT('row ', seq), REPEAT('x', 6000) FROM "
            + database
            + ".seq_1_to_"
            + ROWS,
        "ANALYZE TABLE " + table());
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void aClusterThatIsNotThereIsNamedAndOneWithinTheProcessGoesOn() throws Exception {
    Path file = project("password: \"\"");
    CliProcess refused =
        CliProcess.start(directory, "run", file.toString(), "--json", "--flink", "127.0.0.1:1");
    assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
    assertThat(refused.json())
        .filteredOn(line -> line.get("event").asText().equals("error"))
        .extracting(line -> line.get("code").asText())
        .containsExactly("JOB_REFUSED");
    assertThat(rows(to)).isEqualTo("0 null");

    CliProcess run =
        CliProcess.start(
            directory, "run", "--flink", file.toString(), "--json", "--until", "caught-up");
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> lines = run.json();
    JsonNode summary = lines.get(lines.size() - 1);
    assertThat(summary.at("/phases/full/rows").asLong()).isEqualTo(ROWS);
    assertThat(summary.at("/phases/incremental/status").asText()).isEqualTo("completed");
    assertThat(rows(to)).isEqualTo(rows(from)).startsWith(ROWS + " ");
  }

  @Test
  void aFileThatHoldsAPasswordIsNotSentAway() throws Exception {
    Path file = project("password: \"of my own\"");
    CliProcess run = CliProcess.start(directory, "run", file.toString(), "--flink", "127.0.0.1:1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("source.password", "${NAME}").doesNotContain("of my own");
  }

  private String table() {
    return database + ".orders";
  }

  private static String sum(String table) {
    return "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', id, note, filler))) FROM " + table;
  }

  private String rows(DatabaseServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sum(table()))) {
      row.next();
      return row.getString(1) + " " + row.getString(2);
    }
  }

  private Path project(String password) throws IOException {
    String text =
        """
        project: %s
        source: {type: mariadb, url: "%s", user: %s, %s}
        sink: {type: oceanbase, url: "%s", user: %s, password: ""}
        objects: {include: ["%s.*"]}
        phases: [schema, full, incremental]
        options: {spool: {dir: "%s"}}
        """
            .formatted(
                database,
                from.jdbcUrl(),
                from.user(),
                password,
                to.jdbcUrl(),
                to.user(),
                database,
                directory.resolve("spool"));
    return Files.writeString(Files.createTempFile(directory, "project", ".yaml"), text);
  }
}
