package io.openoms.postgresql.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notices what the log does not tell: a published table, or a partition of one, that is dropped or
 * detached, a table that is attached as a partition with the rows that it has, and a publication
 * that somebody changes. One thread.
 */
final class CaptureGuard {

  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * Entries of the publication, their tables and partitions, and whether one was attached. A
   * partition that was made as one is as old as its place among the partitions. The hidden column's
   * entry in the catalog is made with its table and never changed.
   */
  private static final String QUESTION =
      """
      WITH RECURSIVE t(entry, oid, attached) AS (SELECT r.oid, r.prrelid, false
          FROM pg_catalog.pg_publication_rel r
          JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid WHERE p.pubname = %s
        UNION ALL SELECT t.entry, i.inhrelid, i.xmin::text <> a.xmin::text
          FROM t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
          JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tableoid'
          WHERE c.relispartition)
      SELECT t.entry, t.oid, t.attached FROM t
      """;

  private final LogSession session;
  private final String question;
  private final Set<Part> expected;
  private long checkedAt = System.nanoTime();

  /** A table or partition by the numbers of its entry in the publication and of its own. */
  private record Part(String entry, String number, boolean wasAttached) {

    static Part of(List<String> row) {
      return new Part(row.get(0), row.get(1), row.get(2).equals("t"));
    }
  }

  /** Guards the publication of that name as it is now. Blocks. */
  CaptureGuard(LogSession session, String name) {
    this.session = session;
    this.question = QUESTION.formatted(Quoted.text(name));
    this.expected = parts();
  }

  private Set<Part> parts() {
    return session.rows(question).stream()
        .map(Part::of)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * Checks from time to time. A partition that is made is fine. Blocks.
   *
   * @throws MigrationException TABLE_CHANGED when something is gone, or was attached
   */
  void check(long now) {
    if (now - checkedAt < EVERY_NANOS) {
      return;
    }
    checkedAt = now;
    Set<Part> there = parts();
    require(
        expected.stream().filter(part -> !there.contains(part)).toList(),
        " captured tables or partitions were dropped, detached or taken out of the publication");
    require(
        there.stream().filter(part -> part.wasAttached() && !expected.contains(part)).toList(),
        " tables were attached as partitions, and the log does not hold the rows that they had");
    expected.addAll(there);
  }

  private static void require(List<Part> wrong, String what) {
    if (!wrong.isEmpty()) {
      throw new MigrationException(
          LogError.TABLE_CHANGED,
          ErrorContext.none(),
          wrong.size()
              + what
              + "; their numbers in the catalog are "
              + wrong.stream().map(Part::number).sorted().toList());
    }
  }
}
