package io.openoms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before they begin: the last line is a summary all the same. */
class EarlyEndTest {

  /** Nobody listens there. */
  private static final String PROJECT =
      """
      project: early
      source: {type: mysql, url: "jdbc:mysql://127.0.0.1:1/", user: u, password: ""}
      sink: {type: oceanbase, url: "jdbc:mysql://127.0.0.1:1/", user: u, password: ""}
      objects: {include: ["a.*"]}
      phases: [schema, full]
      """;

  @TempDir private Path directory;

  @Test
  void aSignalBeforeTheRunBeginsIsNotLost() throws Exception {
    Path pipe = directory.resolve("project.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CliProcess run = CliProcess.start(directory, "run", pipe.toString(), "--json");
    // Opening waits until the program opens the file, and the program waits for its content.
    try (OutputStream content = Files.newOutputStream(pipe)) {
      run.terminate();
      Thread.sleep(500);
      assertThat(run.isAlive()).as("the summary is still to come").isTrue();
      content.write(PROJECT.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(run.exit()).isEqualTo(1);
    assertThat(lastOf(run).get("exit").asInt()).isEqualTo(1);
    assertThat(lastOf(run).get("project").asText()).isEqualTo("early");
  }

  @Test
  void faultsOfTheCallAndOfTheFileAreToldTogether() throws Exception {
    Path file = Files.writeString(directory.resolve("bad.yaml"), PROJECT + "speed: 9\n");
    CliProcess run = CliProcess.start(directory, "run", file.toString(), "--json", "--yes");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.json())
        .extracting(line -> line.path("message").asText())
        .anySatisfy(
            message -> assertThat(message).contains("--yes goes with --switch-when-caught-up"))
        .anySatisfy(message -> assertThat(message).contains("speed: unknown key"));
    assertThat(lastOf(run).get("exit").asInt()).isEqualTo(2);
  }

  @Test
  void serversThatCannotBeReachedAreAFailureNotAFaultOfTheFile() throws Exception {
    Path file = Files.writeString(directory.resolve("project.yaml"), PROJECT);
    CliProcess program = CliProcess.start(directory, "status", file.toString(), "--json");
    assertThat(program.exit()).isEqualTo(1);
    assertThat(lastOf(program).get("exit").asInt()).isEqualTo(1);
    JsonNode error = program.json().get(0);
    assertThat(error.get("code").asText()).isEqualTo("CONNECTION_FAILED");
    assertThat(error.get("message").asText()).startsWith("no connection to");
  }

  private static JsonNode lastOf(CliProcess program) throws IOException {
    List<JsonNode> lines = program.json();
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.get("event").asText()).isEqualTo("summary");
    return last;
  }
}
