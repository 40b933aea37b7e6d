package io.openoms.tck;

import io.openoms.FullOptions;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectSelection;
import io.openoms.Phases;
import io.openoms.RunState;
import io.openoms.event.WarningEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A project that is run again and again, with other phases and another selection each time, to its
 * end or to an edge at which it is stopped. Its name is its database's. One thread.
 */
final class SteppedProject implements AutoCloseable {

  private final String name;
  private final DatabaseServer from;
  private final DatabaseServer to;
  private final Path spool;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Consumer<IncrementalOptions.Builder> following = options -> {};
  private Consumer<FullOptions.Builder> copying = options -> {};
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  SteppedProject(String name, DatabaseServer from, DatabaseServer to, Path spool) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.spool = spool;
  }

  /** Follows with these options, too, from the next run on. */
  void following(Consumer<IncrementalOptions.Builder> options) {
    following = options;
  }

  /** Copies with these options, too, from the next run on. */
  void copying(Consumer<FullOptions.Builder> options) {
    copying = options;
  }

  /**
   * Runs to the end, which following reaches when it has caught up.
   *
   * @param phases such as {@code SFI}, by the phases' first letters; {@code V} repairs
   */
  MigrationResult run(String phases, Consumer<ObjectSelection.Builder> objects) throws Exception {
    return runUntil(phases, objects, "", 0, run -> {});
  }

  /**
   * Runs until an edge is passed for the n-th time; there some work is done, and the run is closed.
   */
  MigrationResult runUntil(
      String phases,
      Consumer<ObjectSelection.Builder> objects,
      String edge,
      int times,
      Consumer<MigrationRun> work)
      throws Exception {
    return runAt(phases, objects, edge, times, work.andThen(this::close));
  }

  /** Runs to the end; when an edge is passed for the n-th time, some work is done there. */
  MigrationResult runAt(
      String phases,
      Consumer<ObjectSelection.Builder> objects,
      String edge,
      int times,
      Consumer<MigrationRun> work)
      throws Exception {
    warnings.clear();
    AtomicInteger passed = new AtomicInteger();
    CompletableFuture<MigrationRun> started = new CompletableFuture<>();
    Consumer<String> edges =
        at -> {
          if (at.equals(edge) && passed.incrementAndGet() == times) {
            work.accept(started.join());
          }
        };
    try (MigrationRun run = project(phases, objects, edges).start(threads)) {
      started.complete(run);
      return run.await();
    }
  }

  /** Closes from another thread, and returns once that has begun. */
  private void close(MigrationRun run) {
    threads.execute(run::close);
    while (run.state() == RunState.RUNNING || run.state() == RunState.STARTING) {
      Thread.onSpinWait();
    }
  }

  /** The project, for operations on its objects. */
  MigrationProject project(String phases, Consumer<ObjectSelection.Builder> objects) {
    return project(phases, objects, edge -> {});
  }

  private MigrationProject project(
      String phases, Consumer<ObjectSelection.Builder> objects, Consumer<String> edges) {
    Endpoint source = MySql.at(from.jdbcUrl()).credentials(from.user(), from.password());
    Endpoint sink = OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password());
    return MigrationProject.builder(name)
        .source(new EdgeEndpoint(source, edges))
        .sink(new EdgeEndpoint(sink, edges))
        .objects(objects)
        .phases(p -> phases(phases, p))
        .listener(
            new MigrationListener() {
              @Override
              public void onWarning(WarningEvent event) {
                warnings.add(event.code() + " " + event.context().object().orElse(null));
              }
            })
        .build();
  }

  private void phases(String phases, Phases.Builder builder) {
    if (phases.contains("S")) {
      builder.schema();
    }
    if (phases.contains("F")) {
      builder.full(f -> copying.accept(f.readers(1).writers(1).chunkRows(3)));
    }
    if (phases.contains("I")) {
      builder.incremental(i -> following.accept(i.untilCaughtUp().lanes(2).spoolDirectory(spool)));
    }
    if (phases.contains("V")) {
      builder.verification(v -> v.repair(true));
    }
  }

  /** The warnings of the last run, each as code and object. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** An object's name. */
  ObjectName object(String table) {
    return new ObjectName(name, table);
  }

  /** What became of a table. */
  static ObjectResult of(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** A table's error; empty when it has none. */
  static String error(MigrationResult result, String table) {
    return of(result, table).error().orElse("");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
