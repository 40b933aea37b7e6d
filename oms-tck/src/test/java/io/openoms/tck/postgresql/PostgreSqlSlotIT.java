package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.KeptLog;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.event.WarningCode;
import io.openoms.event.WarningEvent;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a slot keeps on the source's disk is shown and warned of; one that is lost is named. */
class PostgreSqlSlotIT {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final long MIB = 1L << 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  @TempDir private Path spool;
  private PostgreSqlPair pair;

  @AfterEach
  void end() {
    threads.shutdownNow();
    unlimited();
    project(true).release();
    pair.close();
  }

  private void open(ServerSpec source) {
    pair = PostgreSqlPair.from(source);
    pair.onSource(
        "CREATE TABLE t (id int PRIMARY KEY, v text)",
        "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 50) i");
  }

  private void limit(String size) {
    pair.source()
        .execute(
            "ALTER SYSTEM SET max_slot_wal_keep_size = '" + size + "'", "SELECT pg_reload_conf()");
  }

  private void unlimited() {
    pair.source().execute("ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
  }

  /** Fills files of the log, of 16 MiB each. */
  private void writeLog(int files) {
    for (int i = 0; i < files; i++) {
      pair.onSource(
          "UPDATE t SET v = v || '.' WHERE id = " + (i % 50 + 1), "SELECT pg_switch_wal()");
    }
  }

  private MigrationProject project(boolean ends) {
    return MigrationProject.builder(pair.schema())
        .source(pair.pair().source().endpoint())
        .sink(pair.pair().sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(
                        i -> {
                          i.spoolDirectory(spool);
                          if (ends) {
                            i.untilCaughtUp();
                          }
                        }))
        .listener(
            new MigrationListener() {
              @Override
              public void onWarning(WarningEvent event) {
                warnings.add(event.code() + ": " + event.message());
              }
            })
        .build();
  }

  /** The figures are of some moments ago. */
  private static long kept(MigrationRun run) {
    return run.progress().orElseThrow().following().orElseThrow().keptLog().orElseThrow().bytes();
  }

  private List<String> slot(String column) {
    return pair.fromSource(
        "SELECT "
            + column
            + " FROM pg_replication_slots WHERE slot_name = 'oms_"
            + pair.schema()
            + "'");
  }

  private void assertEqual() {
    String rows = "SELECT id, v FROM t ORDER BY id";
    pair.assertSame(rows, rows);
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void whatASlotKeepsIsShownWhileNobodyReads(ServerSpec source) throws Exception {
    open(source);
    MigrationProject project = project(true);
    assertThat(TestedPair.run(project).isComplete()).isTrue();
    writeLog(4);
    KeptLog kept = project.status().orElseThrow().keptLog().orElseThrow();
    assertThat(kept.bytes()).isGreaterThan(40 * MIB);
    assertThat(kept.left()).isEmpty();
    limit("200MB");
    kept = project.status().orElseThrow().keptLog().orElseThrow();
    assertThat(kept.left().getAsLong()).isBetween(0L, 200 * MIB);

    assertThat(TestedPair.run(project).isComplete()).isTrue();
    assertEqual();
    assertThat(project.release()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  @Thorough
  void aRunWarnsBeforeItsSlotIsGivenUp(ServerSpec source) throws Exception {
    open(source);
    MigrationProject project = project(false);
    limit("160MB");
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      assertThat(warnings).noneMatch(one -> one.startsWith("SOURCE_LOG_KEPT"));
      run.pause();
      writeLog(7);
      long end = System.nanoTime() + LONG.toNanos();
      while (warnings.stream().noneMatch(one -> one.startsWith("SOURCE_LOG_KEPT"))) {
        assertThat(System.nanoTime()).as("%s", warnings).isLessThan(end);
        Thread.sleep(100);
      }
      assertThat(warnings)
          .anyMatch(one -> one.contains("gives up what the project needs of its log after"));
      assertThat(WarningCode.SOURCE_LOG_KEPT.remedy()).contains("release");
      while (kept(run) < 80 * MIB) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(100);
      }
      run.resume();
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      assertThat(run.await().isComplete()).isTrue();
    }
    assertEqual();
    assertThat(project.release()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void aLostSlotIsNamedWithTheWayOn(ServerSpec source) throws Exception {
    open(source);
    MigrationProject project = project(true);
    assertThat(TestedPair.run(project).isComplete()).isTrue();
    limit("1MB");
    writeLog(6);
    pair.source().execute("CHECKPOINT");
    assertThat(slot("wal_status")).containsExactly("lost");

    String result = TestedPair.run(project).toString();
    assertThat(result).contains("the server has given it up", "release the project and begin anew");
    assertThat(project.status().orElseThrow().keptLog()).isEmpty();

    unlimited();
    assertThat(project.release()).isTrue();
    pair.sink().execute("DROP TABLE " + pair.schema() + ".t");
    assertThat(TestedPair.run(project).isComplete()).isTrue();
    assertEqual();
    assertThat(project.release()).isTrue();
    assertThat(slot("slot_name")).isEmpty();
  }
}
