package io.openoms.core.apply.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Windows of any log, merged, shared out and applied with the lanes in any order, bring a table to
 * where the changes bring it one by one; the sink holds keys equal that differ in case.
 */
class NetChangePropertyTest {

  /** A table; a text key may meet another one, a number may not. */
  private record Shape(ApplyTable table, boolean keyed, boolean unique) {

    boolean isText() {
      return table.columns().get(0).type().kind() == TypeKind.VARCHAR;
    }

    /** One without a key logs whole rows always. */
    boolean logsLess(boolean minimal) {
      return minimal && keyed;
    }
  }

  private static final Shape PLAIN =
      new Shape(Rows.table(TypeKind.VARCHAR, List.of(0), List.of()), true, false);
  private static final Shape UNIQUE =
      new Shape(Rows.table(TypeKind.VARCHAR, List.of(0), List.of(List.of(1))), true, true);

  private static final List<Shape> SHAPES =
      List.of(
          PLAIN,
          UNIQUE,
          new Shape(Rows.table(TypeKind.INT, List.of(0), List.of()), true, false),
          new Shape(Rows.table(TypeKind.INT, List.of(0), List.of(List.of(1))), true, true),
          new Shape(Rows.table(TypeKind.INT, List.of(0), List.of(List.of(0, 1, 2))), true, true),
          new Shape(Rows.table(TypeKind.VARCHAR, List.of(), List.of()), false, false),
          new Shape(Rows.table(TypeKind.VARCHAR, List.of(), List.of(List.of(1))), false, true));

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, 3 * 84 * 12).list().ofMaxSize(60);
  }

  @Property(tries = 3000)
  void anyWindowsAndLanesGiveWhatTheLogGives(
      @ForAll @IntRange(min = 0, max = 6) int shapeNumber,
      @ForAll("choices") List<Integer> choices,
      @ForAll @IntRange(min = 0, max = 12) int first,
      @ForAll @IntRange(min = 1, max = 4) int lanes,
      @ForAll boolean minimal,
      @ForAll long seed) {
    Shape shape = SHAPES.get(shapeNumber);
    ModelLog log = new ModelLog(shape.keyed, shape.unique, shape.isText(), choices, first);
    ModelTable target = new ModelTable(shape.keyed, shape.unique);
    target.rows().addAll(log.after(0));
    Random random = new Random(seed);

    apply(
        new ModelApply(shape.table, target, random),
        log,
        target,
        0,
        random,
        lanes,
        shape.logsLess(minimal));
  }

  @Property(tries = 3000)
  void aReplayOverALaterCopyConverges(
      @ForAll @IntRange(min = 0, max = 3) int shapeNumber,
      @ForAll("choices") List<Integer> choices,
      @ForAll @IntRange(min = 0, max = 12) int first,
      @ForAll @IntRange(min = 1, max = 4) int lanes,
      @ForAll boolean minimal,
      @ForAll long seed) {
    Shape shape = SHAPES.get(shapeNumber);
    ModelLog log = new ModelLog(true, shape.unique, shape.isText(), choices, first);
    Random random = new Random(seed);
    ModelTable target = new ModelTable(true, false);
    ModelApply apply = new ModelApply(shape.table, target, random);
    int done = converge(apply, log, copy(log, target, random), random, lanes, minimal);
    if (shape.unique) {
      target.makeUnique();
    }
    assertThat(target.content()).isEqualTo(content(log, done));
    apply(apply, log, target, done, random, lanes, minimal);
  }

  /**
   * The sink holds more keys equal than the source, and has its unique key from the start. Rows
   * that meet must arrive all the same, unless the source itself has two that the sink cannot hold.
   */
  @Property(tries = 3000)
  void rowsThatMeetWhileATableConvergesArriveOrCollideAtTheSource(
      @ForAll @IntRange(min = 0, max = 3) int shapeNumber,
      @ForAll("choices") List<Integer> choices,
      @ForAll @IntRange(min = 0, max = 12) int first,
      @ForAll @IntRange(min = 1, max = 4) int lanes,
      @ForAll boolean minimal,
      @ForAll boolean finer,
      @ForAll long seed) {
    Shape shape = SHAPES.get(shapeNumber);
    ModelLog log =
        new ModelLog(new ModelTable(true, shape.unique, !finer), shape.isText(), choices, first);
    Random random = new Random(seed);
    ModelTable target = new ModelTable(true, shape.unique);
    ModelApply apply = new ModelApply(shape.table, target, random);
    try {
      int done = converge(apply, log, copyOneByOne(apply, log, random), random, lanes, minimal);
      assertThat(target.content()).isEqualTo(content(log, done));
    } catch (ModelApply.Collision e) {
      assertThat(finer && log.holdsApart(shape.unique)).as("%s in %s", e, log.changes()).isTrue();
    }
  }

  /** As {@link #copy}, into a table that refuses rows that meet. */
  private static int copyOneByOne(ModelApply apply, ModelLog log, Random random) {
    int[] high = {0};
    for (String key :
        List.of("a", "A", "b", "B", "c", "d", "e", "1", "2", "3", "4", "5", "6", "7")) {
      int moment = random.nextInt(log.changes().size() + 1);
      int now = moment + random.nextInt(log.changes().size() - moment + 1);
      high[0] = Math.max(high[0], moment);
      row(log, moment, key)
          .ifPresent(
              row ->
                  apply.copied(
                      row,
                      asked -> {
                        high[0] = Math.max(high[0], now);
                        return row(log, now, asked).orElse(null);
                      }));
    }
    return high[0];
  }

  private static Optional<List<@Nullable String>> row(ModelLog log, int moment, String key) {
    return log.after(moment).stream().filter(row -> key.equals(row.get(0))).findFirst();
  }

  /** Applies until the table has converged; rows that are asked for, and restarts, prolong that. */
  private static int converge(
      ModelApply apply, ModelLog log, int copied, Random random, int lanes, boolean minimal) {
    int[] high = {copied};
    int passed = copied;
    LaterRows later = new LaterRows();
    int done = 0;
    while (done < high[0]) {
      if (random.nextInt(6) == 0) {
        later = new LaterRows();
        passed = high[0];
      }
      if (done >= passed) {
        later.copyIsPassed();
      }
      int end = done + 1 + random.nextInt(Math.min(8, log.changes().size() - done));
      int now = end + random.nextInt(log.changes().size() - end + 1);
      apply.lenientWindow(
          part(log, done, end, minimal, random),
          lanes,
          later,
          key -> {
            high[0] = Math.max(high[0], now);
            return log.after(now).stream()
                .filter(row -> key.equals(row.get(0)))
                .findFirst()
                .orElse(null);
          });
      if (apply.hasSettled()) {
        later.rowsWereSettled();
        passed = high[0];
      }
      done = end;
    }
    return done;
  }

  /** Each key's row as it was at a moment of its own; the last of these moments. */
  private static int copy(ModelLog log, ModelTable target, Random random) {
    int high = 0;
    Map<String, Integer> moments = new HashMap<>();
    Stream<String> keys = Stream.of("a", "b", "c", "d", "e", "1", "2", "3", "4", "5", "6", "7");
    for (String key : keys.toList()) {
      int moment = random.nextInt(log.changes().size() + 1);
      moments.put(key, moment);
      high = Math.max(high, moment);
    }
    moments.forEach(
        (key, moment) ->
            log.after(moment).stream()
                .filter(row -> ModelTable.folded(String.valueOf(row.get(0))).equals(key))
                .forEach(target.rows()::add));
    return high;
  }

  private static void apply(
      ModelApply apply,
      ModelLog log,
      ModelTable target,
      int from,
      Random random,
      int lanes,
      boolean minimal) {
    int done = from;
    while (done < log.changes().size()) {
      int end = done + 1 + random.nextInt(Math.min(20, log.changes().size() - done));
      apply.window(part(log, done, end, minimal, random), lanes);
      done = end;
      assertThat(target.content()).isEqualTo(content(log, done));
    }
  }

  private static List<RowChange> part(
      ModelLog log, int from, int end, boolean minimal, Random random) {
    Stream<RowChange> changes = log.changes().subList(from, end).stream();
    return changes
        .map(change -> minimal && random.nextInt(3) > 0 ? Rows.minimal(change) : change)
        .toList();
  }

  private static List<String> content(ModelLog log, int after) {
    List<List<@Nullable String>> rows = log.after(after);
    return rows.stream().map(List::toString).sorted().toList();
  }
}
