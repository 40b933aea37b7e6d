package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.SwitchoverOptions;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A project with a switchover, over two servers in memory, and the shop that writes to them. */
final class Switched {

  static final Duration LIMIT = Duration.ofMinutes(4);

  final MemoryServer source = new MemoryServer();
  final MemoryServer sink = new MemoryServer();
  final AtomicInteger calls = new AtomicInteger();
  private final Path spool;
  private Consumer<SwitchoverOptions.Builder> options = o -> {};
  private MigrationListener listener = new MigrationListener() {};
  private int number;

  Switched(Path spool) {
    this.spool = spool;
    new Shop(source).writeAll();
  }

  Switched with(Consumer<SwitchoverOptions.Builder> chosen) {
    options = chosen;
    return this;
  }

  Switched watchedBy(MigrationListener watcher) {
    listener = watcher;
    return this;
  }

  /** Changes a few rows of each table in some transactions, at that end. */
  void write(MemoryServer end) {
    number++;
    int base = 1000 * number;
    end.write(w -> w.insert(Shop.ITEM, base, 1).insert(Shop.ITEM, base + 1, 1));
    end.write(w -> w.update(Shop.ITEM, List.of(base), base, number).insert(Shop.NOTE, 1, "x"));
    end.write(w -> w.delete(Shop.ITEM, base + 1).insert(Shop.NAME, base, "s" + number));
    end.write(w -> w.update(Shop.ITEM, List.of(1), 1, number).delete(Shop.NOTE, 1, "x"));
  }

  MigrationRun start(Faults faults, Death death) {
    return start(faults, death, Project.threads());
  }

  /** The same on threads of the caller's own. */
  MigrationRun start(Faults faults, Death death, ExecutorService threads) {
    calls.set(0);
    return MigrationProject.builder(Project.NAME)
        .source(new FaultyEndpoint(new MemoryEndpoint(source), faults, death, calls))
        .sink(new FaultyEndpoint(new MemoryEndpoint(sink), faults, death, calls))
        .objects(o -> Shop.TABLES.forEach(table -> o.include(table.toString())))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(2))
                    .incremental(i -> i.lanes(2).windowChanges(16).spoolDirectory(spool))
                    .switchover(options)
                    .reverseIncremental())
        .listener(listener)
        .retry(r -> r.retries(5).delay(Duration.ofMillis(1)))
        .build()
        .start(threads);
  }

  MigrationRun start() {
    return start(Project.NONE, new Death(() -> {}));
  }

  /** The same project, whose phases know of no way back. */
  MigrationResult followForward() throws InterruptedException {
    try (MigrationRun run =
        MigrationProject.builder(Project.NAME)
            .source(new MemoryEndpoint(source))
            .sink(new MemoryEndpoint(sink))
            .objects(o -> Shop.TABLES.forEach(table -> o.include(table.toString())))
            .phases(
                p -> p.schema().full().incremental(i -> i.spoolDirectory(spool).untilCaughtUp()))
            .build()
            .start(Project.threads())) {
      return run.await();
    }
  }

  /** Waits until both ends have the same rows. */
  void awaitEqual(String as) {
    await(as).atMost(LIMIT).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertEqual(as));
  }

  void assertEqual(String as) {
    for (ObjectName table : Shop.TABLES) {
      assertThat(sink.rows(table)).as("%s: %s", as, table).isEqualTo(source.rows(table));
    }
  }
}
