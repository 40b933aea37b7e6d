package io.openoms.core.verify;

import io.openoms.core.phase.PhaseContext;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.core.verify.TableProgress.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stores from time to time how far the tables of a verification are. That takes a twentieth of the
 * time at the most, unless chunks are very quick or many rows differ. Thread-safe; calls block.
 */
final class Checkpoints {

  private static final int SHARE = 20;

  /** More rows that differ are stored at once: memory stays bounded. */
  private static final int MOST_WAITING = 5_000;

  /** So many chunks are compared again after a kill at the most, and those at work. */
  private static final int MOST_CHUNKS = 16;

  private static final int TABLES_AT_A_TIME = 200;

  private final ProjectState state;
  private final Repeater repeater;
  private final Set<TableProgress> changed = new LinkedHashSet<>();

  /** One at a time stores: what a table stores belongs together. */
  private final ReentrantLock storing = new ReentrantLock();

  private final AtomicInteger chunks = new AtomicInteger();
  private volatile long next = System.nanoTime();

  Checkpoints(ProjectState state, Repeater repeater) {
    this.state = state;
    this.repeater = repeater;
  }

  /** There is something to store of a table. Never blocks. */
  void changed(TableProgress table) {
    synchronized (changed) {
      changed.add(table);
    }
  }

  /** A chunk was compared. Stores what has changed, if it is time for that. */
  void afterChunk(TableProgress table) {
    boolean isFull =
        table.log().waiting() > MOST_WAITING || chunks.incrementAndGet() >= MOST_CHUNKS;
    if (isFull) {
      storing.lock();
    } else if (System.nanoTime() - next < 0 || !storing.tryLock()) {
      return;
    }
    try {
      storeChanged();
    } finally {
      storing.unlock();
    }
  }

  /** Stores all that has changed. */
  void store() {
    storing.lock();
    try {
      storeChanged();
    } finally {
      storing.unlock();
    }
  }

  /** Stores a table, and removes its rows that differ up to a number; 0 removes none. */
  void store(TableProgress table, long removeUpTo) {
    storing.lock();
    try {
      write(List.of(table.checkpoint(removeUpTo)));
    } finally {
      storing.unlock();
    }
  }

  private void storeChanged() {
    chunks.set(0);
    long began = System.nanoTime();
    for (List<TableProgress> some = take(); !some.isEmpty(); some = take()) {
      write(some.stream().map(table -> table.checkpoint(0)).toList());
    }
    long end = System.nanoTime();
    next = end + SHARE * (end - began);
  }

  private List<TableProgress> take() {
    synchronized (changed) {
      List<TableProgress> some = changed.stream().limit(TABLES_AT_A_TIME).toList();
      some.forEach(changed::remove);
      return new ArrayList<>(some);
    }
  }

  private void write(List<Checkpoint> tables) {
    repeater.run(
        () ->
            state.write(
                PhaseContext.VERIFIER,
                (project, tx) -> tables.forEach(table -> table.write(project, tx))));
    tables.forEach(Checkpoint::stored);
  }
}
