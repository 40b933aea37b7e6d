package io.openoms.core.apply.net;

import io.openoms.spi.data.RowChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Applies a window to a model, its lanes' steps in any order among each other. */
final class ModelApply {

  private final ApplyTable table;
  private final ModelTable target;
  private final Random random;

  ModelApply(ApplyTable table, ModelTable target, Random random) {
    this.table = table;
    this.target = target;
    this.random = random;
  }

  void window(List<RowChange> changes, int lanes, boolean lenient) {
    Coalescer coalescer = new Coalescer(name -> lenient);
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
  }

  private static void times(Deque<Runnable> steps, int times, Runnable step) {
    for (int i = 0; i < times; i++) {
      steps.add(step);
    }
  }

  private void ordered(RowChange change, boolean lenient) {
    switch (change.kind()) {
      case DELETE -> require(lenient, target.delete(change.before()) == 1);
      case UPDATE -> require(lenient, target.update(change));
      case INSERT -> {
        if (lenient) {
          target.upsert(change.after());
        } else {
          target.insert(change.after());
        }
      }
    }
  }

  private static void require(boolean lenient, boolean met) {
    if (!lenient && !met) {
      throw new IllegalStateException("the row was not there");
    }
  }
}
