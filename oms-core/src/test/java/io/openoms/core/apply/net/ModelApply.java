package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies a window to a model, its lanes' steps in any order among each other. */
final class ModelApply {

  private final ApplyTable table;
  private final ModelTable target;
  private final Random random;
  private Function<String, @Nullable List<@Nullable String>> source = key -> null;

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
        .forEach(row -> steps.add(lenient ? () -> target.upsert(row) : () -> target.insert(row)));
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
      target.upsert(Rows.whole(found));
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
          target.upsert(change.after());
        } else {
          target.insert(change.after());
        }
      }
    }
  }

  private void update(RowChange change, boolean lenient) {
    boolean moves = !change.after().isAbsent(0) && !change.after().same(0, change.before());
    if (!lenient || !change.after().isWhole()) {
      require(lenient && !moves, target.update(change));
      return;
    }
    if (moves) {
      target.delete(change.before());
    }
    target.upsert(change.after());
  }

  private static void require(boolean lenient, boolean met) {
    if (!lenient && !met) {
      throw new IllegalStateException("the row was not there");
    }
  }
}
