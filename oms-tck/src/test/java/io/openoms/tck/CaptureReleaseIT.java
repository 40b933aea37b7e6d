package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationRun;
import io.openoms.testkit.junit.Thorough;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The triggers of a project go, and no write of an application fails by it. */
class CaptureReleaseIT extends TriggeredCopy {

  private static final int WRITERS = 3;

  @Test
  @Thorough
  void anApplicationsWritesGoOnWhileProjectsAreReleased() throws Exception {
    AtomicBoolean ends = new AtomicBoolean();
    List<Future<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(threads.submit(writer(10_000_000 * (i + 1), ends)));
    }
    for (int round = 0; round < 6; round++) {
      begin();
      assertThat(has(database, "parent", "i")).isTrue();
      assertThat(project().release()).isTrue();
      assertThat(has(database, "parent", "i")).isFalse();
    }
    ends.set(true);
    for (Future<Integer> writer : writers) {
      assertThat(writer.get()).isPositive();
    }
  }

  /** One row a transaction, and the same row again, as fast as it goes. */
  private Callable<Integer> writer(int first, AtomicBoolean ends) {
    return () -> {
      int id = first;
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        while (!ends.get()) {
          statement.execute("INSERT INTO " + database + ".parent VALUES (" + ++id + ", 1)");
          statement.execute("UPDATE " + database + ".parent SET v = 2 WHERE id = " + id);
        }
      }
      return id - first;
    };
  }

  @Test
  void aTriggerThatADeadEngineWasMakingIsRemoved() throws Exception {
    begin();
    String name = ofParent("trigger_name");
    String stray = name.replaceFirst("_\\d+_i$", "_999999_i");
    assertThat(stray).isNotEqualTo(name);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      // The kernel shows the whole statement there, without its first word.
      statement.execute("CREATE " + ofParent("action_statement").replace(name, stray));
    }
    assertThat(project().release()).isTrue();
    assertThat(has(database, "parent", "i")).isFalse();
    server.execute("INSERT INTO " + database + ".parent VALUES (77, 1)");
  }

  private String ofParent(String column) throws SQLException {
    return strings(
            "SELECT "
                + column
                + " FROM information_schema.triggers WHERE trigger_schema = '"
                + database
                + "' AND event_object_table = 'parent' AND event_manipulation = 'INSERT'")
        .get(0);
  }

  private void begin() throws InterruptedException, SQLException {
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
    }
  }
}
