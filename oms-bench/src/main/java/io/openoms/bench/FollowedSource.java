package io.openoms.bench;

import io.openoms.Following;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.Progress;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * One table that this library follows, with its defaults, until it is closed. Thread-safe.
 *
 * @param from the source
 * @param to the sink
 * @param database the table's database at both ends
 * @param table its name
 * @param run what follows it
 */
record FollowedSource(
    DatabaseServer from, DatabaseServer to, String database, String table, MigrationRun run)
    implements AutoCloseable {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Copies the table and follows it. Blocks until the copy has caught up. */
  static FollowedSource start(
      DatabaseServer from,
      DatabaseServer to,
      String database,
      String table,
      ExecutorService threads)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + "." + table))
            .phases(p -> p.schema().full().incremental(i -> {}))
            .build();
    FollowedSource followed = new FollowedSource(from, to, database, table, project.start(threads));
    followed.awaitCaughtUp();
    return followed;
  }

  /** Waits until all that is committed at the source by now is at the sink. */
  void awaitCaughtUp() throws InterruptedException {
    if (!run.awaitCaughtUp(LONG)) {
      throw new IllegalStateException("it does not catch up: " + run.result() + run.progress());
    }
  }

  /** The figures; throws what has ended the run, if something did. */
  Following following() {
    if (run.result().isPresent()) {
      throw new IllegalStateException("following has ended: " + run.result().get());
    }
    Optional<Following> following = run.progress().flatMap(Progress::following);
    return following.orElseThrow();
  }

  /** Throws unless both ends have the same rows. */
  void requireEqual() throws SQLException {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      TableChecksum wanted = TableChecksum.of(source, database, table);
      TableChecksum found = TableChecksum.of(sink, database, table);
      if (!found.equals(wanted)) {
        throw new IllegalStateException("not equal: " + found + ", not " + wanted);
      }
    }
  }

  @Override
  public void close() {
    run.close();
  }
}
