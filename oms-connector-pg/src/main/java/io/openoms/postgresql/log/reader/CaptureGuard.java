package io.openoms.postgresql.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notices what the log does not tell: a published table, or a partition of one, that is dropped or
 * detached, and a publication that somebody changes. One thread.
 */
final class CaptureGuard {

  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final LogSession session;
  private final String question;
  private final Set<String> expected;
  private long checkedAt = System.nanoTime();

  /** Guards the publication of that name as it is now. Blocks. */
  CaptureGuard(LogSession session, String name) {
    this.session = session;
    this.question =
        "WITH RECURSIVE t(entry, oid) AS (SELECT r.oid, r.prrelid"
            + " FROM pg_catalog.pg_publication_rel r"
            + " JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid WHERE p.pubname = "
            + Quoted.text(name)
            + " UNION ALL SELECT t.entry, i.inhrelid FROM t"
            + " JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid"
            + " JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid WHERE c.relispartition)"
            + " SELECT t.entry || ' ' || t.oid FROM t";
    this.expected = relations();
  }

  /** Tables and partitions, by their entries in the publication and their numbers. */
  private Set<String> relations() {
    return session.rows(question).stream()
        .map(row -> row.get(0))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * Checks from time to time. A partition that is made is fine. Blocks.
   *
   * @throws MigrationException TABLE_CHANGED when something is gone
   */
  void check(long now) {
    if (now - checkedAt < EVERY_NANOS) {
      return;
    }
    checkedAt = now;
    Set<String> gone = new HashSet<>(expected);
    Set<String> there = relations();
    gone.removeAll(there);
    expected.addAll(there);
    if (!gone.isEmpty()) {
      throw new MigrationException(
          LogError.TABLE_CHANGED,
          ErrorContext.none(),
          gone.size()
              + " captured tables or partitions were dropped, detached or taken out of the"
              + " publication; their numbers in the catalog are "
              + gone.stream()
                  .map(entry -> entry.substring(entry.indexOf(' ') + 1))
                  .sorted()
                  .toList());
    }
  }
}
