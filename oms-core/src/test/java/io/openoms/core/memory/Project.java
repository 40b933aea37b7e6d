package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.Phases;
import io.openoms.RunState;
import io.openoms.VerificationOptions;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredApply;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A project over a source and a sink in memory, whose engines come one after another. One that dies
 * leaves its spool as it is on disk at that moment, and the next one finds that. One thread, unless
 * it says otherwise.
 */
final class Project {

  /** Nothing happens. */
  static final Faults NONE = new Faults() {};

  static final String NAME = "memory";

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "memory");
            thread.setDaemon(true);
            return thread;
          });
  private static final Duration LIMIT = Duration.ofMinutes(4);

  final MemoryServer source = new MemoryServer();
  final MemoryServer sink = new MemoryServer();
  final Shop shop = new Shop(source);
  final AtomicInteger calls = new AtomicInteger();
  private final Path directory;
  private final Consumer<IncrementalOptions.Builder> options;

  /** Rows of a chunk; a table with fewer is small. */
  volatile long chunkRows = 2;

  /** How long a verification looks at rows that change. */
  volatile Duration patience = Duration.ofSeconds(50);

  private volatile Path spool;
  private volatile MemoryEndpoint target = new MemoryEndpoint(sink);
  private volatile List<ObjectName> tables = Shop.TABLES;
  private volatile @Nullable MemoryServer state;
  private volatile MigrationListener listener = new MigrationListener() {};
  private volatile Consumer<VerificationOptions.Builder> verifying = options -> {};

  Project(Path directory, Consumer<IncrementalOptions.Builder> options) throws IOException {
    this.directory = Files.createTempDirectory(directory, "project");
    this.spool = this.directory.resolve("spool");
    this.options = options;
  }

  /** From now on the sink lacks that capability. */
  void without(SinkCapability capability) {
    target = target.without(capability);
  }

  /** From now on the sink has no transactions of rows; a table without a key is left out. */
  Project idempotent() {
    target = target.idempotent();
    tables = Shop.KEYED;
    return this;
  }

  /** From now on these tables are selected. */
  Project withTables(List<ObjectName> selected) {
    tables = selected;
    return this;
  }

  /** From now on the state is kept at a server of its own. */
  Project withState(MemoryServer server) {
    state = server;
    return this;
  }

  /** From now on runs are watched. */
  void watch(MigrationListener watcher) {
    listener = watcher;
  }

  /** From now on tables are compared so. */
  void verify(Consumer<VerificationOptions.Builder> chosen) {
    verifying = chosen;
  }

  /** The whole project, with no faults. */
  MigrationProject whole() {
    return project("SFI", tables, NONE, death());
  }

  /** A death that keeps the spool for the next engine. */
  Death death() {
    return new Death(this::keepSpool);
  }

  private void keepSpool() {
    spool = copySpool(directory.resolve("spool-" + System.nanoTime()));
  }

  /** Copies the spool's directory as it is on disk now. */
  Path copySpool(Path kept) {
    try (Stream<Path> files = Files.exists(spool) ? Files.walk(spool) : Stream.empty()) {
      for (Path file : files.toList()) {
        Path copy = kept.resolve(spool.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kept;
  }

  /** Runs an engine with no faults. */
  MigrationResult run() {
    return run(NONE, death());
  }

  /** Runs an engine to its end, through all phases with all tables; from any thread. */
  MigrationResult run(Faults faults, Death death) {
    return run(project("SFI", tables, faults, death));
  }

  /** Runs an engine of a project to its end. */
  MigrationResult run(MigrationProject project) {
    return run(project, THREADS);
  }

  /** The same on threads of the caller's own. */
  MigrationResult run(MigrationProject project, ExecutorService threads) {
    calls.set(0);
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.await(LIMIT)).as("the run ends").isTrue();
      return run.result().orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * The project in one of its forms.
   *
   * @param phases the first letters of its phases; N for an incremental one that never ends
   * @param tables those that are selected
   */
  MigrationProject project(
      String phases, Collection<ObjectName> tables, Faults faults, Death death) {
    return project(
        phases, o -> tables.forEach(table -> o.include(table.toString())), faults, death);
  }

  /** The same with any selection. */
  MigrationProject project(
      String phases, Consumer<ObjectSelection.Builder> objects, Faults faults, Death death) {
    MigrationProject.Builder project =
        MigrationProject.builder(NAME)
            .source(new FaultyEndpoint(new MemoryEndpoint(source), faults, death, calls))
            .sink(new FaultyEndpoint(target, faults, death, calls))
            .objects(objects)
            .phases(p -> choose(phases, p))
            .listener(listener)
            .retry(r -> r.retries(5).delay(Duration.ofMillis(1)));
    MemoryServer apart = state;
    if (apart != null) {
      project.state(new FaultyEndpoint(new MemoryEndpoint(apart), faults, death, calls));
    }
    return project.build();
  }

  private void choose(String phases, Phases.Builder chosen) {
    if (phases.contains("S")) {
      chosen.schema();
    }
    if (phases.contains("F")) {
      chosen.full(f -> f.readers(2).writers(2).chunkRows(chunkRows).batchRows(2));
    }
    if (phases.contains("V")) {
      chosen.verification(v -> verifying.accept(v.chunkRows(2).patience(patience)));
    }
    boolean endless = phases.contains("N");
    if (endless || phases.contains("I")) {
      chosen.incremental(
          i -> {
            i.lanes(2).windowChanges(16).spoolDirectory(spool);
            if (!endless) {
              i.untilCaughtUp();
            }
            options.accept(i);
          });
    }
  }

  /** Has engines work until all of the shop's transactions are made and applied; then compares. */
  void finish(String as) {
    boolean more = true;
    while (more) {
      MigrationResult result = run();
      assertThat(result.error().map(Throwable::getMessage)).as(as).isEmpty();
      assertThat(result.state()).as("%s: %s", as, result).isEqualTo(RunState.COMPLETED);
      more = shop.writeAll();
    }
    compare(as);
  }

  /** Compares the rows at both ends. */
  void compare(String as) {
    for (ObjectName table : tables) {
      assertThat(sink.rows(table)).as("%s: %s", as, table).isEqualTo(source.rows(table));
    }
  }

  /** Whether a window is stored whose lanes commit one by one. */
  boolean hasOpenWindow() {
    return stored().flatMap(StoredApply::open).isPresent();
  }

  private Optional<StoredApply> stored() {
    try (EndpointSession session =
        new MemoryEndpoint(stateServer()).open(new EndpointOptions(NAME, 1, "state"))) {
      return session.stateStore().map(StateStore.class::cast).flatMap(s -> s.apply(NAME));
    }
  }

  /** Where the state is kept. */
  MemoryServer stateServer() {
    MemoryServer apart = state;
    return apart == null ? sink : apart;
  }

  static ExecutorService threads() {
    return THREADS;
  }
}
