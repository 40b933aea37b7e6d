package io.openoms.core.index;

import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Reporter;
import io.openoms.event.IndexEvent;
import io.openoms.spi.data.SchemaStatement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The index builds at work. A build is one long statement, so its writer cannot report meanwhile;
 * the coordinating task does. Thread-safe.
 */
public final class IndexBuilds {

  /** One build. */
  record Build(MigratedObject table, SchemaStatement index, long began) {
    void report(Reporter reporter, IndexEvent.Status status) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      reporter.index(table, index.name(), index.sql(), status, elapsed);
    }
  }

  private final Set<Build> builds = ConcurrentHashMap.newKeySet();
  private final Reporter reporter;

  /** None yet. */
  public IndexBuilds(Reporter reporter) {
    this.reporter = reporter;
  }

  Build begin(MigratedObject table, SchemaStatement index) {
    Build build = new Build(table, index, System.nanoTime());
    build.report(reporter, IndexEvent.Status.BUILDING);
    builds.add(build);
    return build;
  }

  void end(Build build, IndexEvent.Status status) {
    builds.remove(build);
    build.report(reporter, status);
  }

  /** Tells how long each build has been at work. */
  public void report() {
    builds.forEach(build -> build.report(reporter, IndexEvent.Status.BUILDING));
  }
}
