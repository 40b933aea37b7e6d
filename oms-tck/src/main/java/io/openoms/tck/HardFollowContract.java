package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes of tables with all that a definition may hold arrive; seen by plain SQL. For any source
 * of MySQL's dialect into OceanBase's kernel; a connector's test class implements this interface.
 */
public interface HardFollowContract {

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Rows come into tables that are followed already, and then change, keys and partitions too. */
  @Test
  default void changesOfHardTablesArrive(@TempDir Path spool) throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("hardly");
    HardChanges rows = new HardChanges(pair, database);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      HardTables.create(pair.source().server(), database);
      try (MigrationRun run = project(pair, database, spool).start(threads)) {
        rows.awaitSame(run);
        rows.fill();
        rows.awaitSame(run);
        rows.change();
        rows.awaitSame(run);
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.error()).isEmpty();
        assertThat(result.objects())
            .hasSize(rows.tables())
            .allSatisfy(object -> assertThat(object.error()).isEmpty());
      }
    } finally {
      threads.shutdownNow();
      pair.drop(database);
    }
  }

  private static MigrationProject project(TestedPair pair, String database, Path spool) {
    return MigrationProject.builder(database)
        .source(pair.source().endpoint())
        .sink(pair.sink().endpoint())
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
        .build();
  }
}
