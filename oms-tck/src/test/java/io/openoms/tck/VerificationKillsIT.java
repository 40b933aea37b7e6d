package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.VerificationReport;
import io.openoms.spi.Endpoint;
import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.Servers;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines die at random calls of a verification, and of a repair, beside the hard workload; what
 * was spoiled is found exactly by the next engine all the same, and repaired. By turns before and
 * after the call. {@code -Dopenoms.verification.kills} says how often, seeded by {@code
 * -Dopenoms.seed}.
 */
@Thorough
@Timeout(value = 2, unit = TimeUnit.HOURS)
class VerificationKillsIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int KILLS = Integer.getInteger("openoms.verification.kills", 6);
  private static final int RATE = Integer.getInteger("openoms.verification.rate", 15);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Rows that never rest are unresolved soon; what was spoiled rests. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Set<String> SPOILED =
      SpoiledTables.all().stream()
          .map(SpoiledTables.Spoiled::table)
          .collect(Collectors.toUnmodifiableSet());

  private final TestedPair pair = Pairs.intoOceanBase(Servers.mysql97());
  private final String database = TestedPair.newName("verkill");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Random random = new Random(SEED);
  private final TreeMap<String, Integer> struck = new TreeMap<>();

  @TempDir private Path spool;

  @AfterEach
  void end() {
    threads.shutdownNow();
    pair.drop(database);
  }

  /** Counts an engine's calls from the first fingerprint on, and kills it at one of them. */
  private final class Kill implements Faults {
    private final Death death = new Death(() -> {});
    private final AtomicBoolean compares = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final int at;
    private final boolean after;

    Kill(int at, boolean after) {
      this.at = at;
      this.after = after;
    }

    @Override
    public void before(Call call) {
      if (call.name().startsWith("FingerprintSource.")) {
        compares.set(true);
      }
      if (!compares.get() || isOfLog(call)) {
        return;
      }
      int number = calls.incrementAndGet();
      if (number == at && !after) {
        strike(call);
      }
    }

    @Override
    public void after(Call call) {
      if (after && calls.get() >= at && !isOfLog(call) && !death.isDead()) {
        strike(call);
      }
    }

    /** A reader of the log asks it all the time, whatever a verification does. */
    private static boolean isOfLog(Call call) {
      return call.name().startsWith("ChangeReader.") || call.name().startsWith("ChangeLog.");
    }

    private void strike(Call call) {
      synchronized (struck) {
        struck.merge(call.name() + (after ? " after" : " before"), 1, Integer::sum);
      }
      death.at(call);
    }

    UnaryOperator<Endpoint> around() {
      AtomicInteger total = new AtomicInteger();
      return end -> new FaultyEndpoint(end, this, death, total);
    }
  }

  @Test
  void whatWasSpoiledIsFoundExactlyAndRepairedWhereverEnginesDied() throws Exception {
    WorkloadOptions options =
        WorkloadOptions.of(SEED, Feature.of(pair.source().server())).withRate(RATE);
    try (Workload workload = new Workload(pair.source().server(), database, options)) {
      workload.create();
      pair.source().server().execute(SpoiledTables.tables(database));
      workload.start();
      runToEnd(false, nobody());
      int[] calls = {round(false, nobody()), round(true, nobody())};
      for (int kill = 0; kill < KILLS; kill++) {
        boolean repairs = kill % 2 == 1;
        int at = 1 + random.nextInt(calls[repairs ? 1 : 0]);
        round(repairs, new Kill(at, kill / 2 % 2 == 1));
        workload.check();
      }
      System.out.println("struck: " + struck);
      assertThat(struck.values().stream().mapToInt(Integer::intValue).sum())
          .as("kills that struck")
          .isGreaterThanOrEqualTo(KILLS / 2);
    }
  }

  /** Counts alone. */
  private Kill nobody() {
    return new Kill(Integer.MAX_VALUE, false);
  }

  /** Spoils, has an engine die, and the next one end; gives the first one's calls. */
  private int round(boolean repairs, Kill kill) throws Exception {
    pair.sink().server().execute(SpoiledTables.spoil(database));
    runToEnd(repairs, kill);
    String as = "seed %d, repairs: %s, died at call %d".formatted(SEED, repairs, kill.at);
    VerificationReport report = runToEnd(repairs, nobody());
    if (repairs) {
      assertEqual(report, as);
    } else {
      SpoiledTables.assertFound(report, as);
      assertThat(report.tables())
          .as(as)
          .filteredOn(table -> !SPOILED.contains(table.target().name()))
          .allMatch(table -> table.differences() == 0);
      assertEqual(runToEnd(true, nobody()), as);
    }
    for (SpoiledTables.Spoiled spoiled : SpoiledTables.all()) {
      pair.compare(database).assertSameRows(spoiled.table(), "*");
    }
    return kill.calls.get();
  }

  /** No row differs, and each that was spoiled has been looked at to the end. */
  private static void assertEqual(VerificationReport report, String as) {
    assertThat(report.tables()).as(as).allMatch(table -> table.differences() == 0);
    assertThat(report.inconsistent())
        .as(as)
        .noneMatch(table -> SPOILED.contains(table.target().name()));
  }

  /** Follows until the verification has ended; the report of an engine that died is empty. */
  private VerificationReport runToEnd(boolean repairs, Kill kill) throws Exception {
    try (MigrationRun run = project(repairs, kill.around()).start(threads)) {
      long end = System.nanoTime() + LONG.toNanos();
      while (run.verification().last().isEmpty() && run.result().isEmpty()) {
        assertThat(System.nanoTime()).as("the verification ends").isLessThan(end);
        Thread.sleep(20);
      }
      if (!kill.death.isDead()) {
        run.finishIncremental();
      }
      MigrationResult result = run.await();
      if (kill.death.isDead()) {
        return new VerificationReport(
            database, Instant.EPOCH, Instant.EPOCH, List.of(), Optional.empty());
      }
      assertThat(result.error()).isEmpty();
      VerificationReport report = result.verification().orElseThrow();
      assertThat(report.tables()).isNotEmpty().allMatch(table -> table.error().isEmpty());
      return report;
    }
  }

  private MigrationProject project(boolean repairs, UnaryOperator<Endpoint> around) {
    return MigrationProject.builder(database)
        .source(around.apply(pair.source().endpoint()))
        .sink(around.apply(pair.sink().endpoint()))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.lanes(2).spoolDirectory(spool))
                    .verification(v -> v.chunkRows(200).patience(PATIENCE).repair(repairs)))
        .build();
  }
}
