package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.sample.SysbenchSchema;
import io.openoms.testkit.sample.TableChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phase verification as the program's callers see it. */
class VerificationCliIT {

  private static final long ROWS = 500;
  private static final String VERIFIED =
      "{\"event\":\"phase\",\"phase\":\"verification\",\"status\":\"completed\"}";

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "verify_" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    SysbenchSchema.of(database, 2, ROWS).create(from);
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void differencesEndWithThreeAndAnErrorWithOne() throws Exception {
    CliProcess copy = run("schema, full, verification", "--json");
    assertThat(copy.exit()).as(copy.err()).isZero();
    JsonNode same = summary(copy.json());
    assertThat(same.at("/verification/consistent").asBoolean()).isTrue();
    assertThat(same.at("/verification/tables/0/rows").asLong()).isEqualTo(ROWS);
    assertThat(same.at("/phases/verification/rows").asLong()).isEqualTo(2 * ROWS);
    assertThat(phases(copy.json()))
        .containsSubsequence("full completed", "verification running", "verification completed");

    spoil();
    CliProcess again = run("verification", "--json");
    assertThat(again.exit()).as(again.err()).isEqualTo(3);
    assertSpoiled(summary(again.json()));
    assertThat(again.out()).doesNotContain("spoiled");

    CliProcess people = run("verification");
    assertThat(people.exit()).as(people.err()).isEqualTo(3);
    assertThat(people.out())
        .contains("INCONSISTENT", "consistent", "different   id=5  in c", "missing     id=6")
        .contains("extra       id=9999")
        .doesNotContain("spoiled");
    CliProcess values = run("verification", "--show-values");
    assertThat(values.exit()).isEqualTo(3);
    assertThat(values.out()).contains("sink spoiled");

    CliProcess status = call("status", "verification", "--json");
    assertThat(status.exit()).as(status.err()).isZero();
    JsonNode stored = status.json().get(0);
    assertThat(stored.at("/verification/tables/0/different").asLong()).isEqualTo(1);
    assertThat(stored.at("/verification/tables/0/table").asText()).isEqualTo(database + ".sbtest1");

    CliProcess repair = run("verification", "--json", "--repair");
    assertThat(repair.exit()).as(repair.err()).isZero();
    JsonNode repaired = summary(repair.json());
    assertThat(repaired.at("/verification/consistent").asBoolean()).isTrue();
    assertThat(repaired.at("/verification/tables/0/repaired").asLong()).isEqualTo(3);
    SysbenchSchema tables = SysbenchSchema.of(database, 2, ROWS);
    try (Connection left = from.connect();
        Connection right = to.connect()) {
      for (String table : tables.tables()) {
        assertThat(TableChecksum.of(right, database, table))
            .isEqualTo(TableChecksum.of(left, database, table));
      }
    }

    to.execute("DROP TABLE " + database + ".sbtest1");
    CliProcess broken = run("verification", "--json");
    assertThat(broken.exit()).as(broken.err()).isEqualTo(1);
    assertThat(summary(broken.json()).at("/verification/tables/0/error").asText())
        .contains("TARGET_MISMATCH", "is not at the sink");
    assertThat(broken.json())
        .filteredOn(line -> line.get("event").asText().equals("error"))
        .singleElement()
        .satisfies(error -> assertThat(error.get("code").asText()).isEqualTo("TARGET_MISMATCH"))
        .satisfies(
            error -> assertThat(error.get("object").asText()).isEqualTo(database + ".sbtest1"));
  }

  @Test
  void besideFollowingItEndsTheRunThatWaitsForItAlone() throws Exception {
    CliProcess first =
        run("schema, full, incremental, verification", "--json", "--until", "caught-up");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(phases(first.json()))
        .containsSubsequence(
            "incremental running",
            "verification running",
            "verification completed",
            "incremental completed");
    assertThat(summary(first.json()).at("/verification/consistent").asBoolean()).isTrue();

    spoil();
    from.execute("UPDATE " + database + ".sbtest2 SET k = k + 1 WHERE id <= 100");
    CliProcess second = run("incremental, verification", "--json");
    while (second.isAlive() && !second.out().contains(VERIFIED)) {
      Thread.sleep(100);
    }
    assertThat(second.isAlive()).as("incremental goes on: %s", second.err()).isTrue();
    second.terminate();
    assertThat(second.exit()).as(second.err()).isEqualTo(3);
    JsonNode summary = summary(second.json());
    assertSpoiled(summary);
    assertThat(summary.at("/phases/incremental/status").asText()).isEqualTo("stopped");
    assertThat(summary.at("/phases/incremental/rows").asLong()).isEqualTo(100);
  }

  /** One row of each kind, none of which a change of the source touches. */
  private void spoil() {
    to.execute(
        "UPDATE " + database + ".sbtest1 SET c = 'spoiled' WHERE id = 5",
        "DELETE FROM " + database + ".sbtest1 WHERE id = 6",
        "INSERT INTO " + database + ".sbtest1 (id, k, c, pad) VALUES (9999, 1, 'spoiled', '')");
  }

  private void assertSpoiled(JsonNode summary) {
    assertThat(summary.at("/verification/consistent").asBoolean()).isFalse();
    assertThat(summary.at("/verification/tables/0").toString())
        .isEqualTo(
            "{\"table\":\"%s.sbtest1\",\"rows\":%d,\"missing\":1,\"extra\":1,\"different\":1,\"unresolved\":0}"
                .formatted(database, ROWS));
    assertThat(summary.at("/verification/tables/1/different").asLong()).isZero();
  }

  private static List<String> phases(List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> line.get("event").asText().equals("phase"))
        .map(line -> line.get("phase").asText() + " " + line.get("status").asText())
        .toList();
  }

  private static JsonNode summary(List<JsonNode> lines) {
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.get("event").asText()).isEqualTo("summary");
    return last;
  }

  private CliProcess run(String phases, String... flags) throws IOException {
    return call("run", phases, flags);
  }

  private CliProcess call(String command, String phases, String... flags) throws IOException {
    String text =
        """
        project: %s
        source: {type: mariadb, url: "%s", user: %s, password: ""}
        sink: {type: oceanbase, url: "%s", user: %s, password: ""}
        objects: {include: ["%s.*"]}
        phases: [%s]
        options: {spool: {dir: "%s"}, verification: {chunk_rows: 100, workers: 1}}
        """
            .formatted(
                database,
                from.jdbcUrl(),
                from.user(),
                to.jdbcUrl(),
                to.user(),
                database,
                phases,
                directory.resolve("spool"));
    Path file = Files.writeString(Files.createTempFile(directory, "project", ".yaml"), text);
    String[] call = new String[flags.length + 2];
    call[0] = command;
    call[1] = file.toString();
    System.arraycopy(flags, 0, call, 2, flags.length);
    return CliProcess.start(directory, call);
  }
}
