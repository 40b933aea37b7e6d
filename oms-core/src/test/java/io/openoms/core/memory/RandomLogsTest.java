package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.core.memory.RandomLog.Choice;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.memory.MemoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Any log, through any sequence of engines: each one copies and follows, while the log is written,
 * and is killed, loses an answer or is overtaken at any call. In the end source and sink hold what
 * a model holds to which the same log was applied.
 */
@Tag("one-jdk")
class RandomLogsTest {

  /** What befalls an engine, and where. */
  private record Blow(Kind kind, int call, boolean after) {

    enum Kind {
      DIES,
      LOSES_AN_ANSWER,
      IS_OVERTAKEN
    }

    Strike strike(Consumer<Call> what) {
      Predicate<Call> which = it -> it.total() == call;
      return after ? Strike.after(which, what) : Strike.before(which, what);
    }
  }

  /** How rows are read, carried and written. */
  private record Way(
      boolean idempotent, boolean minimal, boolean small, boolean moving, boolean slot) {

    Project project(Path directory) throws IOException {
      Project project = new Project(directory, options -> {});
      if (idempotent) {
        project.idempotent().withState(new MemoryServer());
      }
      if (minimal) {
        project.source.withMinimalImages();
      }
      if (small) {
        project.chunkRows = 100;
      }
      if (moving) {
        project.source.withoutSharedPoints();
      }
      if (slot) {
        project.source.withSlot();
      }
      return project.withTables(tables());
    }

    /** A sink without transactions takes no table without a key. */
    List<ObjectName> tables() {
      return idempotent ? RandomLog.KEYED : RandomLog.TABLES;
    }
  }

  /**
   * One project.
   *
   * @param before how many transactions are made before its first engine begins
   */
  private record One(Way way, List<List<Choice>> log, List<Blow> blows, int before) {}

  private static final int ROWS = 6;
  private static final int CALLS = 320;
  private static final int AT_ONCE = 12;

  private Path directory = Path.of("");

  @BeforeProperty
  void create() throws IOException {
    directory = Files.createTempDirectory("logs");
  }

  @AfterProperty
  void remove() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        // After a failure some engines are still at work.
        Files.deleteIfExists(file);
      }
    }
  }

  @Provide
  Arbitrary<List<List<Choice>>> logs() {
    Arbitrary<Integer> rows = Arbitraries.integers().between(0, ROWS - 1);
    Arbitrary<Integer> kinds = Arbitraries.integers().between(0, RandomLog.KINDS - 1);
    Arbitrary<Choice> choices = Combinators.combine(kinds, rows, rows).as(Choice::new);
    return choices.list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Blow>> blows() {
    return Combinators.combine(
            Arbitraries.of(Blow.Kind.values()),
            Arbitraries.integers().between(1, CALLS),
            Arbitraries.of(true, false))
        .as(Blow::new)
        .list()
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Way> ways() {
    Arbitrary<Boolean> any = Arbitraries.of(true, false);
    return Combinators.combine(any, any, any, any, any).as(Way::new);
  }

  @Provide
  Arbitrary<List<One>> cases() {
    return Combinators.combine(ways(), logs(), blows(), Arbitraries.integers().between(0, 20))
        .as(One::new)
        .list()
        .ofSize(AT_ONCE);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void endsAsTheModelDoes(@ForAll("cases") List<One> cases) throws Exception {
    check(cases);
  }

  @Tag("thorough")
  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void manyMoreEndAsTheModelDoes(@ForAll("cases") List<One> cases) throws Exception {
    check(cases);
  }

  /** Side by side: most of the time each one waits for its engine's ticks. */
  private void check(List<One> all) throws Exception {
    try (Cases cases = new Cases()) {
      all.forEach(one -> cases.add(() -> check(one)));
      cases.await();
    }
  }

  private One check(One one) throws Exception {
    Project project = one.way().project(directory);
    RandomLog.create(project.source);
    RandomLog model = new RandomLog(one.way().idempotent());
    one.log().forEach(choices -> project.shop.plan(model.transaction(choices)));
    for (int i = 0; i < one.before(); i++) {
      project.shop.write();
    }
    for (Blow blow : one.blows()) {
      run(project, blow, one.toString());
    }
    project.finish(one.toString());
    for (ObjectName table : one.way().tables()) {
      assertThat(project.sink.rows(table))
          .as("%s, %s", table, one)
          .isEqualTo(model.rows().get(table));
    }
    return one;
  }

  private static void run(Project project, Blow blow, String as) throws Exception {
    Busy busy = new Busy(project.shop);
    Death death = project.death();
    switch (blow.kind()) {
      case DIES -> {
        Strike strike = blow.strike(death::at);
        requireOnlyItsDeath(project.run(strike.and(busy), death), strike, as);
      }
      case LOSES_AN_ANSWER -> {
        MigrationResult result = project.run(blow.strike(RandomLogsTest::lose).and(busy), death);
        assertThat(result.error()).as(as).isEmpty();
        assertThat(result.isComplete()).as("%s: %s", as, result).isTrue();
      }
      case IS_OVERTAKEN -> {
        Overtaker second = new Overtaker(project);
        MigrationResult first = project.run(blow.strike(second::overtake).and(busy), death);
        second.requireOneFenced(first, as);
      }
    }
  }

  /** An engine that is killed fails by its death; one whose call never came is complete. */
  private static void requireOnlyItsDeath(MigrationResult result, Strike strike, String as) {
    if (strike.struck() == null) {
      assertThat(result.error()).as(as).isEmpty();
      assertThat(result.isComplete()).as("%s: %s", as, result).isTrue();
      return;
    }
    String dead = FaultError.FAULT_ENGINE_DEAD.name();
    assertThat(result.error().map(error -> error.code().name()).orElse(dead))
        .as("%s: %s", as, result)
        .isEqualTo(dead);
    assertThat(result.objects())
        .as("%s: %s", as, result)
        .allSatisfy(object -> assertThat(object.errorCode().orElse(dead)).isEqualTo(dead));
  }

  private static void lose(Call call) {
    throw FaultError.FAULT_LINK_LOST.at(call);
  }
}
