package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The guards around triggers: against what bypasses them, breaks them, or fills their log. */
class TriggerGuardsIT extends TriggeredCopy {

  @Test
  void whatBypassesTheTriggersStopsByName() throws Exception {
    fill();
    assertStops(() -> "TRUNCATE TABLE " + database + ".lobs", "DDL_NOT_FOLLOWED", "lobs");
    assertStops(
        () -> "ALTER TABLE " + database + ".worded ADD COLUMN more INT",
        "DDL_NOT_FOLLOWED",
        "worded");
    assertStops(
        () -> "DROP TRIGGER " + database + "." + aTriggerOf("parted"),
        "CAPTURE_TRIGGERS_CHANGED",
        "parted");
  }

  private String aTriggerOf(String table) throws SQLException {
    return strings(
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = '"
                + database
                + "' AND event_object_table = '"
                + table
                + "'")
        .get(0);
  }

  @Test
  @Thorough
  void theApplicationWritesOnAfterItRenamesAKey() throws Exception {
    fill();
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();

      server.execute("ALTER TABLE " + database + ".lobs RENAME COLUMN id TO key_of_it");

      MigrationResult result = run.await();
      assertThat(result.error())
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("DDL_NOT_FOLLOWED"));
    }
    server.execute("INSERT INTO " + database + ".lobs VALUES (2, 't', 'b', '{}')");
    assertThat(has(database, "lobs", "i")).isFalse();
  }

  @Test
  @Thorough
  void whatIsConfirmedIsRemoved() throws Exception {
    fill();
    try (MigrationRun run = project(source -> source.captureKept(Duration.ZERO)).start(threads);
        TriggeredWriters writers =
            new TriggeredWriters(server, tables, threads, 1, Seed.ofTheDay())) {
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > 300);
      writers.end();
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      String log =
          strings(
                  "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                      + " 'oms_capture' AND table_name LIKE 'log%'")
              .get(0);
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .until(() -> strings("SELECT COUNT(*) FROM oms_capture." + log).equals(List.of("0")));
      server.execute("UPDATE " + database + ".parent SET v = v + 1");
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
    }
  }
}
