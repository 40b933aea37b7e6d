package io.openoms.oceanbase.capture;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds up to which sequence number nothing will be added to the log any more, and removes what is
 * not needed. Sequence numbers are given before the commit: so a number is passed when every
 * transaction has ended that was open when it had been given, and the reader has come past that
 * moment. A statement takes its number while it runs and shows as a transaction at the latest when
 * it writes the entry, at once; we look for it some seconds later. One thread.
 */
final class LogPurge {

  private static final String DOING = "removing captured keys that are applied";
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();
  private static final int SETTLING_LOOKS = 4;
  private static final int ROWS = 20_000;

  /** A number, and the transactions that must end before it is passed. */
  private static final class Candidate {
    private final long seq;
    private int looks;
    private Set<Long> open = Set.of();
    private long scn;

    Candidate(long seq) {
      this.seq = seq;
    }
  }

  private final CaptureSql sql;
  private final CaptureNames names;
  private final OpenTransactions transactions;
  private final Duration kept;
  private @Nullable Candidate candidate;
  private @Nullable Candidate removable;
  private long passed;
  private long lastLook = System.nanoTime();

  /**
   * The purge of a project's log.
   *
   * @param kept how long entries are kept, so that they can be read again
   */
  LogPurge(CaptureSql sql, CaptureNames names, Duration kept) {
    this.sql = sql;
    this.names = names;
    this.transactions = new OpenTransactions(sql);
    this.kept = kept;
  }

  /**
   * The number up to which nothing is wanted any more by a reader that is at a position. Blocks for
   * a moment, now and then.
   *
   * @param lastSeq a number that was given
   */
  long passed(long position, long lastSeq) {
    if (System.nanoTime() - lastLook > LOOK_NANOS) {
      lastLook = System.nanoTime();
      look(position, lastSeq);
    }
    return passed;
  }

  private void look(long position, long lastSeq) {
    Candidate now = candidate;
    if (now == null) {
      candidate = lastSeq > passed ? new Candidate(lastSeq) : null;
    } else if (now.looks < SETTLING_LOOKS) {
      now.looks++;
      now.open = now.looks < SETTLING_LOOKS ? Set.of() : transactions.now();
    } else if (now.scn == 0) {
      now.open.retainAll(transactions.now());
      now.scn = now.open.isEmpty() ? sql.currentScn(DOING) : 0;
    } else if (position >= now.scn) {
      passed = now.seq;
      removable = removable == null ? now : removable;
      candidate = null;
    }
  }

  /** Removes some of what is confirmed and not kept. Blocks for a moment. */
  void confirm(long confirmed) {
    Candidate old = removable;
    if (old == null || confirmed < old.scn) {
      return;
    }
    long now = sql.currentScn(DOING);
    if (now - old.scn < kept.toNanos()) {
      return;
    }
    new CaptureBooks(sql, names).purged(old.scn);
    long removed =
        sql.update(
            "DELETE FROM " + names.log() + " WHERE seq <= " + old.seq + " LIMIT " + ROWS, DOING);
    if (removed < ROWS) {
      removable = null;
    }
  }
}
