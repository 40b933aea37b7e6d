package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openoms.ConflictRule;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.Phases;
import io.openoms.ProjectStatus;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A project with both directions at once, over two servers in memory. */
final class AtOnce {

  static final Duration LIMIT = Duration.ofMinutes(4);

  final MemoryServer source = new MemoryServer();
  final MemoryServer sink = new MemoryServer();
  final AtomicInteger calls = new AtomicInteger();
  private final Path spool;
  private final ConflictRule rule;
  private final List<ObjectName> tables;
  private MigrationListener listener = new MigrationListener() {};
  private int number;

  AtOnce(Path spool, ConflictRule rule) {
    this.spool = spool;
    this.rule = rule;
    // Each table must have the column that tells the latest row.
    this.tables = rule.column().isPresent() ? List.of(Shop.ITEM) : Shop.KEYED;
    new Shop(source).writeAll();
  }

  AtOnce watchedBy(MigrationListener watcher) {
    listener = watcher;
    return this;
  }

  /** Changes rows of that end's own, and adds some, in some transactions. */
  void write(MemoryServer end) {
    number++;
    int base = 1000 * number;
    int own = end == source ? 1 : 2;
    end.write(w -> w.insert(Shop.ITEM, base, 1).insert(Shop.ITEM, base + 1, 1));
    end.write(w -> w.update(Shop.ITEM, List.of(base), base, -number));
    end.write(w -> w.delete(Shop.ITEM, base + 1).insert(Shop.NAME, base, "s" + number));
    end.write(w -> w.update(Shop.ITEM, List.of(own), own, number));
    end.write(w -> w.update(Shop.NAME, List.of(base), base + 2, "s" + number));
  }

  /** Changes the same few rows as the other end does: there, gone, other values, back. */
  void fight(MemoryServer end, long seed, int times) {
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      int id = 10 + random.nextInt(3);
      int value = random.nextInt(3);
      while (!isChanged(end, id, value)) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Gives the same few names to the same few rows as the other end does, as far as the end lets it:
   * rows of both ends meet in a unique value.
   */
  void fightForNames(MemoryServer end, long seed, int times) {
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      int id = 10 + random.nextInt(4);
      String name = "m" + random.nextInt(3);
      boolean there = end.rows(Shop.NAME).stream().anyMatch(row -> row.startsWith(id + "|"));
      boolean goes = random.nextInt(3) == 0;
      try {
        end.write(
            w -> {
              if (there && goes) {
                w.delete(Shop.NAME, id);
              } else if (there) {
                w.update(Shop.NAME, List.of(id), id, name);
              } else {
                w.insert(Shop.NAME, id, name);
              }
            });
      } catch (IllegalArgumentException e) {
        // Another row has the name, or the engine has changed this one meanwhile.
      }
    }
  }

  /** Changes a row as it is there, unless the engine changes it meanwhile. */
  private static boolean isChanged(MemoryServer end, int id, int value) {
    boolean there = end.rows(Shop.ITEM).stream().anyMatch(row -> row.startsWith(id + "|"));
    try {
      end.write(
          w -> {
            if (there && value == 0) {
              w.delete(Shop.ITEM, id);
            } else if (there) {
              w.update(Shop.ITEM, List.of(id), id, value);
            } else {
              w.insert(Shop.ITEM, id, value);
            }
          });
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  MigrationRun start(Faults faults, Death death) {
    calls.set(0);
    return project(faults, death).start(Project.threads());
  }

  ProjectStatus status() {
    return project(Project.NONE, new Death(() -> {})).status().orElseThrow();
  }

  /** Copies the tables; neither end is followed yet. */
  void copy() throws InterruptedException {
    try (MigrationRun run =
        project(Project.NONE, new Death(() -> {}), p -> {}).start(Project.threads())) {
      assertThat(run.await().error().map(Throwable::getMessage)).isEmpty();
    }
  }

  private MigrationProject project(Faults faults, Death death) {
    return project(
        faults,
        death,
        p ->
            p.incremental(i -> i.windowChanges(16).spoolDirectory(spool))
                .reverseIncremental(r -> r.onConflict(rule)));
  }

  private MigrationProject project(Faults faults, Death death, Consumer<Phases.Builder> following) {
    return MigrationProject.builder(Project.NAME)
        .source(new FaultyEndpoint(new MemoryEndpoint(source), faults, death, calls))
        .sink(new FaultyEndpoint(new MemoryEndpoint(sink), faults, death, calls))
        .objects(o -> tables.forEach(table -> o.include(table.toString())))
        .phases(p -> following.accept(p.schema().full(f -> f.chunkRows(2))))
        .listener(listener)
        .retry(r -> r.retries(5).delay(Duration.ofMillis(1)))
        .build();
  }

  MigrationRun start() {
    return start(Project.NONE, new Death(() -> {}));
  }

  /** Waits until both ends have the same rows. */
  void awaitEqual(String as) {
    await(as).atMost(LIMIT).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertEqual(as));
  }

  boolean isEqual() {
    return tables.stream().allMatch(table -> sink.rows(table).equals(source.rows(table)));
  }

  void assertEqual(String as) {
    for (ObjectName table : tables) {
      assertThat(sink.rows(table)).as("%s: %s", as, table).isEqualTo(source.rows(table));
    }
  }

  /**
   * Runs an engine until both ends are equal, or it is dead.
   *
   * @param at the call after which it dies; 0 for none
   * @return how many calls it made
   */
  int runAndDieAfter(int at, String as) throws InterruptedException {
    Death death = new Death(() -> {});
    AtomicInteger made = new AtomicInteger();
    Faults faults =
        new Faults() {
          @Override
          public void after(Call call) {
            if (made.incrementAndGet() == at) {
              death.at(call);
            }
          }
        };
    try (MigrationRun run = start(faults, death)) {
      if (at == 0) {
        awaitEqual(as);
      } else {
        await().atMost(LIMIT).until(() -> run.result().isPresent() || isEqual());
      }
    }
    return made.get();
  }
}
