package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A source and a sink whose connectors are tested together. Immutable and thread-safe.
 *
 * @param source where the databases are made
 * @param sink where they must arrive
 */
public record TestedPair(TestedServer source, TestedServer sink) {

  /**
   * A database name nobody else uses, on neither side there yet. Give it to {@link #drop}.
   *
   * @param prefix lower-case letters and underscores
   */
  public static String newName(String prefix) {
    return prefix + "_" + UUID.randomUUID().toString().substring(0, 8);
  }

  /**
   * Runs schema, full copy and verification of a database, in a project of its name, on threads of
   * its own. Blocks to the end.
   *
   * @param chunkRows rows of a chunk; 0 leaves the choice to the engine
   * @return the result, whatever it is
   */
  public MigrationResult migrate(String database, long chunkRows) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(source.endpoint())
            .sink(sink.endpoint())
            .objects(o -> o.include(database + ".*"))
            .phases(
                p ->
                    p.schema()
                        .full(f -> f.readers(2).writers(2).chunkRows(chunkRows))
                        .verification(v -> v.chunkRows(chunkRows)))
            .build();
    return run(project);
  }

  /** Runs a project on threads of its own and closes it. Blocks to the end. */
  public static MigrationResult run(MigrationProject project) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      return run.await();
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * As {@link #migrate}, and every object must have arrived without an error, which the product's
   * own verification must confirm: it raises no false alarm.
   */
  public void assertMigrates(String database, long chunkRows) throws InterruptedException {
    MigrationResult result = migrate(database, chunkRows);
    assertComplete(result);
    assertConsistent(result);
  }

  /**
   * The same while the source is written: every object must have arrived without an error, as it
   * was at some moment. A verification at rest then finds what was written since.
   */
  public void assertMigratesBesideWriters(String database, long chunkRows)
      throws InterruptedException {
    assertComplete(migrate(database, chunkRows));
  }

  private static void assertConsistent(MigrationResult result) {
    assertThat(result.verification().orElseThrow().inconsistent()).isEmpty();
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.objects())
        .isNotEmpty()
        .allSatisfy(object -> assertThat(object.error()).isEmpty());
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    assertThat(result.isComplete()).isTrue();
  }

  /**
   * Runs schema, full copy and the changes of a database until these have caught up and all is
   * verified, in a project of its name, on threads of its own. What an earlier run did is not done
   * again. Every object must have arrived without an error.
   *
   * @param spool where captured changes wait
   */
  public void assertFollows(String database, Path spool) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(source.endpoint())
            .sink(sink.endpoint())
            .objects(o -> o.include("`" + database + "`.*"))
            .phases(
                p ->
                    p.schema()
                        .full(f -> f.readers(2).writers(2))
                        .incremental(i -> i.untilCaughtUp().spoolDirectory(spool))
                        .verification())
            .build();
    MigrationResult result = run(project);
    assertComplete(result);
    assertConsistent(result);
  }

  /** A look at both sides of a database. */
  public SqlComparison compare(String database) {
    return new SqlComparison(source.server(), sink.server(), database);
  }

  /** Removes a database from both sides. */
  public void drop(String database) {
    source.server().execute("DROP DATABASE IF EXISTS " + database);
    sink.server().execute("DROP DATABASE IF EXISTS " + database);
  }
}
