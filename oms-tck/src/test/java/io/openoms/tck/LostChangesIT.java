package io.openoms.tck;

import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source that is started for a while with options by which its log lacks changes, and then as it
 * was: nothing in the log shows the gap. What a run has seen of that time is not forgotten.
 */
@WithServers
class LostChangesIT {

  private final DatabaseServer from = Servers.mysql97().start();
  private final DatabaseServer to;
  private final String database = TestedPair.newName("lost");
  private final String other = TestedPair.newName("kept");
  @TempDir private Path spool;
  private SteppedProject project;

  LostChangesIT(@Server(OCEANBASE) DatabaseServer to) {
    this.to = to;
  }

  @BeforeEach
  void copy() throws Exception {
    for (String name : List.of(database, other)) {
      from.execute(
          "CREATE DATABASE " + name,
          "CREATE TABLE " + name + ".t (id INT PRIMARY KEY, v INT)",
          "INSERT INTO " + name + ".t VALUES (1, 1), (2, 2), (3, 3)");
    }
    project = new SteppedProject(database, from, to, spool);
    assertComplete(project.run("SFI", this::both));
  }

  @AfterEach
  void drop() {
    project.close();
    project.project("S", this::both).release();
    from.close();
    to.execute("DROP DATABASE IF EXISTS " + database, "DROP DATABASE IF EXISTS " + other);
  }

  @Thorough
  @Test
  void aRunThatMeetsAFilteredLogAtWorkHasTheNextOneCopyAnew() throws Exception {
    MigrationResult stopped =
        project.runAt("SFI", this::both, "ChangeLog.open before", 1, run -> loseChanges());
    assertThat(stopped.error().orElseThrow())
        .hasMessageContaining("LOG_FILTERED")
        .hasMessageContaining(database);
    assertThat(project.warnings())
        .contains("COPIED_ANEW " + database + ".t")
        .doesNotContain("COPIED_ANEW " + other + ".t");
    assertIsMendedByTheNextRun();
  }

  /** It begins nothing, but that it knows of the loss is kept. */
  @Test
  void aRunThatIsRefusedForAFilteredLogHasTheNextOneCopyAnew() throws Exception {
    loseChanges();
    for (int i = 0; i < 2; i++) {
      MigrationResult refused = project.run("SFI", this::both);
      assertThat(refused.error().orElseThrow())
          .hasMessageContaining("PRECHECK_FAILED")
          .hasMessageContaining("changes in " + database + " are not in its log");
    }
    assertIsMendedByTheNextRun();
  }

  /** Also where the log was none at all: then of every table. */
  @Thorough
  @Test
  void aRunThatIsRefusedForWantOfALogHasTheNextOneCopyAnew() throws Exception {
    from.restartWith("--skip-log-bin", "--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
    write(database);
    write(other);
    assertThat(project.run("SFI", this::both).error().orElseThrow())
        .hasMessageContaining("PRECHECK_FAILED")
        .hasMessageContaining("log_bin");
    assertIsMendedByTheNextRun();
  }

  private void loseChanges() {
    from.restartWith("--binlog-ignore-db=" + database);
    write(database);
    write(other);
  }

  private void write(String name) {
    from.execute(
        "DELETE FROM " + name + ".t WHERE id = 1",
        "UPDATE " + name + ".t SET v = 20 WHERE id = 2",
        "INSERT INTO " + name + ".t VALUES (4, 4)");
  }

  private void assertIsMendedByTheNextRun() throws Exception {
    from.restart();
    from.execute("UPDATE " + database + ".t SET v = 30 WHERE id = 3");
    assertComplete(project.run("SFI", this::both));
    for (String name : List.of(database, other)) {
      assertThat(rows(to, name)).isEqualTo(rows(from, name)).hasSize(3);
    }
    from.execute("DELETE FROM " + database + ".t WHERE id = 4");
    assertComplete(project.run("SFI", this::both));
    assertThat(rows(to, database)).isEqualTo(rows(from, database)).hasSize(2);
  }

  private void both(ObjectSelection.Builder objects) {
    objects.include(database + ".t", other + ".t");
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }

  private static List<String> rows(DatabaseServer server, String database) throws Exception {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, database + ".t", "*");
    }
  }
}
