package io.openoms.core.verify;

import io.openoms.core.verify.JointLook.Asked;
import io.openoms.core.verify.RowJudge.Looked;
import io.openoms.core.verify.TableProgress.Part;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rows that must be looked at again. All are looked at together, so that a round costs a table one
 * wait for the log, each until it is settled or its patience is over. Where the apply is further
 * behind than the patience lasts, rows are given up once nothing else is left to do, or there are
 * too many of them. Thread-safe.
 */
final class OpenRows {

  /** More are looked at until they are fewer: memory stays bounded. */
  private static final int MOST = 20_000;

  /** Rounds take at most so great a part of a thread's time while there are chunks to compare. */
  private static final int SHARE = 5;

  private static final long FIRST_WAIT_MILLIS = 20;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final JointLook joint;
  private final Stream stream;
  private final Duration patience;
  private Map<TableTally, List<Kept>> kept = new LinkedHashMap<>();
  private int count;
  private long nextRound = System.nanoTime();

  OpenRows(JointLook joint, Stream stream, Duration patience) {
    this.joint = joint;
    this.stream = stream;
    this.patience = patience;
  }

  /** Others, which this one's rounds do not look at. */
  OpenRows others() {
    return new OpenRows(joint, stream, patience);
  }

  /**
   * Rows of one part of a table.
   *
   * @param again whether they were looked at before
   * @param end when the patience is over, by {@link System#nanoTime}; it begins with the first look
   */
  private record Kept(
      VerifiedTable table, Part part, List<RowImage> keys, boolean again, long end) {}

  /** Keeps rows of a part for later. */
  synchronized void add(TableTally tally, VerifiedTable table, Part part, List<RowImage> keys) {
    if (!keys.isEmpty()) {
      keep(tally, new Kept(table, part, keys, false, 0));
    }
  }

  private synchronized void keep(TableTally tally, Kept rows) {
    kept.computeIfAbsent(tally, any -> new ArrayList<>()).add(rows);
    count += rows.keys().size();
  }

  private synchronized Map<TableTally, List<Kept>> takeAll() {
    Map<TableTally, List<Kept>> all = kept;
    kept = new LinkedHashMap<>();
    count = 0;
    return all;
  }

  private synchronized int count() {
    return count;
  }

  /** Looks at all rows once, if it is time for that; until they are fewer, if they are too many. */
  void lookNowAndThen() {
    if (isTime()) {
      long began = System.nanoTime();
      look(takeAll(), false);
      rest(SHARE * (System.nanoTime() - began));
    }
    while (count() > MOST) {
      look(takeAll(), true);
      stream.sleep(FIRST_WAIT_MILLIS);
    }
  }

  private synchronized boolean isTime() {
    long now = System.nanoTime();
    boolean isTime = count > 0 && now - nextRound >= 0;
    if (isTime) {
      nextRound = now + Duration.ofMillis(LONGEST_WAIT_MILLIS).toNanos();
    }
    return isTime;
  }

  private synchronized void rest(long nanos) {
    long until = System.nanoTime() + nanos;
    nextRound = until - nextRound > 0 ? until : nextRound;
  }

  /** Settles all rows that are kept. Blocks. */
  void settle() {
    long wait = FIRST_WAIT_MILLIS;
    look(takeAll(), true);
    while (count() > 0) {
      stream.sleep(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
      look(takeAll(), true);
    }
  }

  /** What a look has shown of a table's rows: those still open, and the late ones among them. */
  private record Shown(Set<RowImage> open, Set<RowImage> late) {

    Shown() {
      this(new HashSet<>(), new HashSet<>());
    }

    void take(Looked looked) {
      open.addAll(looked.open());
      if (looked.isLate()) {
        late.addAll(looked.open());
      }
    }
  }

  /**
   * Looks once. A table that fails has no open rows any more.
   *
   * @param givesUp whether rows are given up whose changes may not be applied in time
   */
  private void look(Map<TableTally, List<Kept>> all, boolean givesUp) {
    List<Asked> asked = new ArrayList<>();
    Map<TableTally, Map<RowImage, Part>> parts = new HashMap<>();
    all.forEach((tally, rows) -> parts.put(tally, ask(tally, rows, asked)));
    Map<TableTally, Shown> shown = new HashMap<>();
    joint.at(
        asked,
        (one, looked) -> {
          TableTally tally = one.tally();
          Map<RowImage, Part> of = parts.getOrDefault(tally, Map.of());
          for (Found found : looked.differences()) {
            tally.add(found, Objects.requireNonNull(of.get(found.key()), "nobody asked for a row"));
          }
          shown.computeIfAbsent(tally, any -> new Shown()).take(looked);
        });
    all.forEach(
        (tally, rows) -> {
          if (!tally.isFailed()) {
            Shown of = shown.getOrDefault(tally, new Shown());
            rows.forEach(some -> sort(tally, some, of.open(), givesUp ? of.late() : Set.of()));
          }
        });
  }

  /** Asks for each row of a table once; gives the part of each. */
  private static Map<RowImage, Part> ask(TableTally tally, List<Kept> rows, List<Asked> asked) {
    Map<RowImage, Part> parts = new HashMap<>();
    if (tally.isFailed()) {
      return parts;
    }
    for (boolean again : List.of(true, false)) {
      List<RowImage> keys = new ArrayList<>();
      for (Kept some : rows) {
        if (some.again() == again) {
          some.keys().stream()
              .filter(key -> parts.putIfAbsent(key, some.part()) == null)
              .forEach(keys::add);
        }
      }
      asked.addAll(Asked.of(tally, rows.get(0).table(), keys, again));
    }
    return parts;
  }

  /** Keeps the rows of a part that are still open, but for late ones, while the patience lasts. */
  private void sort(TableTally tally, Kept looked, Set<RowImage> open, Set<RowImage> late) {
    long now = System.nanoTime();
    long end = looked.again() ? looked.end() : now + patience.toNanos();
    boolean isOver = looked.again() && now - end > 0;
    Rows rows = new Rows(looked.table());
    List<RowImage> left = new ArrayList<>();
    for (RowImage key : looked.keys()) {
      if (open.contains(key) && (isOver || late.contains(key))) {
        tally.add(Found.unresolved(key, rows.unresolved(key)), looked.part());
      } else if (open.contains(key)) {
        left.add(key);
      }
    }
    if (!left.isEmpty()) {
      keep(tally, new Kept(looked.table(), looked.part(), List.copyOf(left), true, end));
    }
    looked.part().judged(looked.keys().size() - left.size());
  }
}
