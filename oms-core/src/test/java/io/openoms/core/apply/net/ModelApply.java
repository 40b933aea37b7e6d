package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies a window to a model, its lanes' steps in any order among each other. */
final class ModelApply {

  private final ApplyTable table;
  private final ModelTable target;
  private final Random random;
  private Function<String, @Nullable List<@Nullable String>> source = key -> null;
  private boolean settled;

  ModelApply(ApplyTable table, ModelTable target, Random random) {
    this.table = table;
    this.target = target;
    this.random = random;
  }

  void window(List<RowChange> changes, int lanes) {
    apply(changes, lanes, name -> false);
  }

  /** While the table converges: {@code source} tells a row as it is there at some later moment. */
  void lenientWindow(
      List<RowChange> changes,
      int lanes,
      LaterRows later,
      Function<String, @Nullable List<@Nullable String>> source) {
    this.source = source;
    apply(
        changes,
        lanes,
        new Convergence() {
          @Override
          public boolean isLenient(ObjectName target) {
            return true;
          }

          @Override
          public boolean isDoubtful(ApplyTable of, RowImage before, RowImage after) {
            return later.areDoubtful(of, before, after);
          }
        });
  }

  /** A row that was copied at a moment of its own, and how the source tells rows a little later. */
  void copied(
      List<@Nullable String> row, Function<String, @Nullable List<@Nullable String>> later) {
    source = later;
    RowImage image = Rows.whole(row);
    lenient(() -> target.insert(image), image);
  }

  /** Whether rows were settled since that was asked last. */
  boolean hasSettled() {
    boolean was = settled;
    settled = false;
    return was;
  }

  /** Writes a row while the table converges; rows that meet are as the source has them now. */
  private void lenient(Runnable write, RowImage... rows) {
    try {
      write.run();
    } catch (ModelTable.Meeting e) {
      List<@Nullable String> keys = new ArrayList<>();
      List.of(rows).forEach(row -> keys.add(Rows.texts(row).get(0)));
      settle(keys);
    }
  }

  /** As {@code KeyConflicts}: all rows that meet, at one moment. */
  void settle(List<@Nullable String> keys) {
    settled = true;
    Set<@Nullable String> asked = new LinkedHashSet<>(keys);
    boolean again = true;
    while (again) {
      target.rows().removeIf(row -> asked.contains(row.get(0)));
      again = false;
      for (String key : List.copyOf(asked)) {
        List<@Nullable String> found = source.apply(key);
        try {
          if (found != null) {
            target.insert(Rows.whole(found));
          }
        } catch (ModelTable.Meeting e) {
          if (!asked.add(e.other.get(0))) {
            throw new Collision(e);
          }
          again = true;
          break;
        }
      }
    }
  }

  /** Two rows of one moment at the source are equal in a key of the sink. */
  static final class Collision extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    Collision(ModelTable.Meeting cause) {
      super(cause);
    }
  }

  private void apply(List<RowChange> changes, int lanes, Convergence convergence) {
    Coalescer coalescer = new Coalescer(convergence);
    changes.forEach(change -> coalescer.add(table, change));
    List<Deque<Runnable>> steps = new ArrayList<>();
    for (List<TableChangeSet> lane : Lanes.split(coalescer.result(), lanes)) {
      Deque<Runnable> of = new ArrayDeque<>();
      lane.forEach(set -> steps(set, of));
      steps.add(of);
    }
    while (steps.stream().anyMatch(lane -> !lane.isEmpty())) {
      Runnable step = steps.get(random.nextInt(lanes)).poll();
      if (step != null) {
        step.run();
      }
    }
  }

  private void steps(TableChangeSet set, Deque<Runnable> steps) {
    boolean lenient = set.lenient();
    set.deletes().forEach(row -> steps.add(() -> require(lenient, target.delete(row) == 1)));
    set.updates().forEach(row -> steps.add(() -> require(lenient, target.upsert(row.after()))));
    set.inserts()
        .forEach(
            row ->
                steps.add(
                    lenient
                        ? () -> lenient(() -> target.upsert(row), row)
                        : () -> target.insert(row)));
    set.counts().stream()
        .filter(count -> count.count() < 0)
        .forEach(count -> times(steps, -count.count(), () -> target.deleteEqual(count.row())));
    set.counts().stream()
        .filter(count -> count.count() > 0)
        .forEach(count -> times(steps, count.count(), () -> target.insert(count.row())));
    set.ordered().forEach(change -> steps.add(() -> ordered(change, lenient)));
    set.unknown().forEach(row -> steps.add(() -> takeOver(row.row())));
  }

  private void takeOver(RowImage row) {
    List<@Nullable String> found = source.apply(Rows.texts(row).get(0));
    if (found != null) {
      lenient(() -> target.upsert(Rows.whole(found)), row);
    }
  }

  private static void times(Deque<Runnable> steps, int times, Runnable step) {
    for (int i = 0; i < times; i++) {
      steps.add(step);
    }
  }

  private void ordered(RowChange change, boolean lenient) {
    switch (change.kind()) {
      case DELETE -> require(lenient, target.delete(change.before()) == 1);
      case UPDATE -> update(change, lenient);
      case INSERT -> {
        if (lenient) {
          lenient(() -> target.upsert(change.after()), change.after());
        } else {
          target.insert(change.after());
        }
      }
    }
  }

  private void update(RowChange change, boolean lenient) {
    boolean moves = !change.after().isAbsent(0) && !change.after().same(0, change.before());
    if (!lenient || !change.after().isWhole()) {
      updatePart(change, lenient, moves);
      return;
    }
    if (moves) {
      target.delete(change.before());
    }
    lenient(() -> target.upsert(change.after()), change.before(), change.after());
  }

  private void updatePart(RowChange change, boolean lenient, boolean moves) {
    if (!lenient) {
      require(false, target.update(change));
      return;
    }
    RowImage moved = Overlay.of(change.before(), change.after());
    lenient(
        () -> {
          if (!target.update(change) && moves) {
            settle(Arrays.asList(Rows.texts(change.before()).get(0), Rows.texts(moved).get(0)));
          }
        },
        change.before(),
        moved);
  }

  private static void require(boolean lenient, boolean met) {
    if (!lenient && !met) {
      throw new IllegalStateException("the row was not there");
    }
  }
}
