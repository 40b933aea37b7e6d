package io.openoms.tck.toy;

import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.oceanbase.OceanBase;
import io.openoms.tck.toy.Journal.Change;
import io.openoms.tck.toy.Journal.Column;
import io.openoms.tck.toy.Journal.Table;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The toy is copied and followed into OceanBase while somebody writes, and ends equal. */
@WithServers
class ToyConnectorIT {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String ID = "6f1c2c1e-9f0b-4c67-8d0e-0123456789ab";

  private static final Table PEOPLE =
      new Table(
          "people",
          List.of(
              new Column("id", "long", false),
              new Column("name", "text", true),
              new Column("active", "flag", false),
              new Column("balance", "money", true),
              new Column("seen", "instant", false),
              new Column("token", "uuid", false)),
          true);
  private static final Table NOTES =
      new Table(
          "notes",
          List.of(new Column("person", "long", false), new Column("t", "text", true)),
          false);

  private final DatabaseServer to;
  private final Journal journal = new Journal(PEOPLE, NOTES);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir private Path spool;

  ToyConnectorIT(@Server(OCEANBASE) DatabaseServer to) {
    this.to = to;
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    to.execute("DROP DATABASE IF EXISTS " + ToyTypes.DATABASE);
    project().release();
  }

  @Test
  void isCopiedAndFollowedAndEndsEqual() throws Exception {
    for (int id = 0; id < 300; id++) {
      journal.write(
          List.of(
              new Change("people", null, person(id, "first")),
              new Change("notes", null, Arrays.asList("" + id % 5, id % 3 == 0 ? null : "n"))));
    }
    Future<?> writer = threads.submit(() -> write(300, 700));
    try (MigrationRun run = project().start(threads)) {
      writer.get();
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      write(700, 800);
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      MigrationResult result = run.await();
      assertThat(result.error()).isEmpty();
      assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    }
    assertEqual(
        PEOPLE, "id, name, active, balance, DATE_FORMAT(seen, '%Y-%m-%d %H:%i:%s.%f'), token");
    assertEqual(NOTES, "person, t");
  }

  private MigrationProject project() {
    return MigrationProject.builder("toy")
        .source(new ToyEndpoint(journal))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include("toy.*"))
        .phases(
            p -> p.schema().full(f -> f.chunkRows(50)).incremental(i -> i.spoolDirectory(spool)))
        .build();
  }

  /** Inserts, updates, moved keys, deletes, and equal rows without a key. */
  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      List<Change> changes = new ArrayList<>();
      changes.add(new Change("people", null, person(i, "later ü 😀")));
      if (i % 3 == 0) {
        changes.add(new Change("people", person(i, "later ü 😀"), person(i, null)));
      } else if (i % 7 == 0) {
        changes.add(new Change("people", person(i, "later ü 😀"), person(i + 1_000_000, "moved")));
      } else if (i % 11 == 0) {
        changes.add(new Change("people", person(i, "later ü 😀"), null));
      }
      changes.add(new Change("notes", null, Arrays.asList("1", "n")));
      if (i % 2 == 0) {
        changes.add(new Change("notes", Arrays.asList("1", "n"), null));
      }
      journal.write(changes);
      try {
        Thread.sleep(3);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static List<@Nullable String> person(int id, @Nullable String name) {
    return Arrays.asList(
        "" + id,
        name,
        id % 2 == 0 ? "1" : "0",
        id % 5 == 0 ? null : "-" + id + ".25",
        "2024-02-29 23:59:59." + (100_000 + id % 1_000),
        ID);
  }

  private void assertEqual(Table table, String columns) throws Exception {
    List<String> expected =
        journal.rows(table.name(), journal.end()).stream().map(List::toString).sorted().toList();
    List<String> found = new ArrayList<>();
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
      try (ResultSet rows =
          statement.executeQuery("SELECT " + columns + " FROM toy." + table.name())) {
        while (rows.next()) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 1; i <= table.columns().size(); i++) {
            row.add(rows.getString(i));
          }
          found.add(row.toString());
        }
      }
    }
    found.sort(null);
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }
}
