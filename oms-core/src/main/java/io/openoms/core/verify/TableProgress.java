package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredDifference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one table is compared. Its parts are handed out in the order of the key and end in any
 * order. What is stored is the key up to which all of them have ended, together with the rows up to
 * there that differ; so what comes after a kill compares nothing twice and finds nothing twice.
 * Thread-safe.
 */
final class TableProgress {

  private final DifferenceLog log;
  private final Checkpoints checkpoints;
  private final Deque<Part> parts = new ArrayDeque<>();

  /** Null while only single rows of the table are looked at. */
  private @Nullable StoredComparison reached;

  /** Whether what earlier verifications have found is forgotten with the next checkpoint. */
  private boolean isAnew;

  private boolean isContinued;

  TableProgress(DifferenceLog log, Checkpoints checkpoints) {
    this.log = log;
    this.checkpoints = checkpoints;
  }

  DifferenceLog log() {
    return log;
  }

  /** Begins with the table's first row, and forgets what was found earlier. */
  synchronized void begin(StoredComparison first) {
    reached = first;
    isAnew = true;
    checkpoints.changed(this);
  }

  /** Goes on where an earlier verification has stopped. */
  synchronized void goOn(StoredComparison stopped) {
    reached = stopped;
    isContinued = true;
  }

  /** Whether an earlier verification has judged some of the rows. */
  synchronized boolean isContinued() {
    return isContinued;
  }

  /** The next part. Parts end in any order, and count in this one. */
  synchronized Part next(Optional<KeyTuple> upTo) {
    Part part = new Part(upTo, false);
    parts.add(part);
    return part;
  }

  /** Rows that are looked at again, for which no part waits. */
  Part apart() {
    return new Part(Optional.empty(), true);
  }

  /** Some of a table's rows, until each of them is judged. */
  final class Part {
    private final Optional<KeyTuple> upTo;
    private final boolean isApart;
    private final List<Runnable> found = new ArrayList<>();
    private long rows;
    private long byRule;
    private int open;
    private boolean isCompared;
    private boolean hasNoKeys;

    private Part(Optional<KeyTuple> upTo, boolean isApart) {
      this.upTo = upTo;
      this.isApart = isApart;
    }

    /** A row differs; one without a key is null, and is found again only by the whole table. */
    void found(RowDifference.Kind kind, @Nullable RowImage key) {
      synchronized (TableProgress.this) {
        hasNoKeys |= key == null;
        if (isApart) {
          log.add(kind, key);
          checkpoints.changed(TableProgress.this);
        } else {
          found.add(() -> log.add(kind, key));
        }
      }
    }

    /** A row differs as the project's own rules have it. */
    void leftOut() {
      synchronized (TableProgress.this) {
        if (isApart) {
          reached = reached == null ? null : after(reached, 1);
          checkpoints.changed(TableProgress.this);
        } else {
          byRule++;
        }
      }
    }

    /** The part was compared; so many of its rows are not judged yet. */
    void compared(long all, int left) {
      synchronized (TableProgress.this) {
        rows = all;
        open = left;
        isCompared = true;
        pass();
      }
    }

    /** So many of those rows are judged now. */
    void judged(int more) {
      synchronized (TableProgress.this) {
        open -= more;
        pass();
      }
    }

    private boolean isOver() {
      return isCompared && open == 0;
    }
  }

  /** Takes all parts over that have ended, up to the first one that has not. */
  private void pass() {
    for (Part first = parts.peek(); first != null && first.isOver(); first = parts.peek()) {
      parts.remove();
      first.found.forEach(Runnable::run);
      StoredComparison before = reached;
      if (before != null) {
        reached = after(before, first);
      }
      checkpoints.changed(this);
    }
  }

  private static StoredComparison after(StoredComparison before, long moreByRule) {
    return new StoredComparison(
        before.target(),
        before.beganAt(),
        before.form(),
        before.rows(),
        before.byRule() + moreByRule,
        before.upTo(),
        before.isDone());
  }

  private static StoredComparison after(StoredComparison before, Part part) {
    boolean isLast = part.upTo.isEmpty();
    boolean isRepeated = isLast && part.hasNoKeys;
    return new StoredComparison(
        before.target(),
        before.beganAt(),
        before.form(),
        isRepeated ? before.rows() : before.rows() + part.rows,
        isRepeated ? before.byRule() : before.byRule() + part.byRule,
        part.upTo,
        isLast && !isRepeated);
  }

  /** Takes some stored rows, and counts them again by parts that are apart. */
  interface Page {
    void take(List<StoredDifference> rows);
  }

  /**
   * Hands over all stored rows up to a number, page by page. Each page goes when its rows were
   * taken, and what they are now comes in its place. Blocks.
   */
  void replace(long upTo, Page use) {
    checkpoints.store(this, 0);
    long done = 0;
    while (done < upTo) {
      List<StoredDifference> rows = log.page(done, upTo);
      if (rows.isEmpty()) {
        return;
      }
      use.take(rows);
      done = rows.get(rows.size() - 1).number();
      checkpoints.store(this, done);
    }
  }

  /**
   * What is to be stored of it now, with all that belongs together.
   *
   * @param removeUpTo the last number of rows that go; 0 for none
   */
  synchronized Checkpoint checkpoint(long removeUpTo) {
    return new Checkpoint(this, isAnew, log.pending(), Optional.ofNullable(reached), removeUpTo);
  }

  private synchronized void stored(Checkpoint checkpoint) {
    isAnew = false;
    log.stored(checkpoint.found().size());
  }

  /**
   * What one transaction stores of a table.
   *
   * @param isAnew whether what was stored before goes
   * @param found rows that differ
   * @param reached up to where all rows are judged
   * @param removeUpTo the last number of rows that go; 0 for none
   */
  record Checkpoint(
      TableProgress of,
      boolean isAnew,
      List<StoredDifference> found,
      Optional<StoredComparison> reached,
      long removeUpTo) {

    void write(String project, StateTransaction tx) {
      if (isAnew) {
        reached.ifPresent(table -> tx.removeVerification(project, table.target()));
      }
      for (int from = 0; from < found.size(); from += DifferenceLog.AT_A_TIME) {
        int end = Math.min(found.size(), from + DifferenceLog.AT_A_TIME);
        tx.addDifferences(project, of.log.target(), found.subList(from, end));
      }
      if (removeUpTo > 0) {
        tx.removeDifferences(project, of.log.target(), removeUpTo);
      }
      reached.ifPresent(table -> tx.putComparison(project, table));
    }

    /** It was written. */
    void stored() {
      of.stored(this);
    }
  }
}
