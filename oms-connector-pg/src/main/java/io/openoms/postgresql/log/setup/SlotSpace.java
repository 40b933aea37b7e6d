package io.openoms.postgresql.log.setup;

import io.openoms.PrecheckItem;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * What the project's slot keeps of the log on the server's disk, and how soon the server would give
 * it up. Stateless.
 */
final class SlotSpace {

  private static final long LARGE_BYTES = 10L << 30;
  private static final long NEAR_BYTES = 1L << 30;

  /** Bytes that are kept; bytes that may still be written before the slot is lost. */
  private static final String QUESTION =
      """
      SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL ELSE
          pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint END,
        safe_wal_size
      FROM pg_catalog.pg_replication_slots WHERE slot_name = %s
      """;

  /** Only newer servers give up a slot because nobody reads it. */
  private static final String LIMITS =
      """
      SELECT name, pg_catalog.current_setting(name) FROM pg_catalog.pg_settings
      WHERE name = 'max_slot_wal_keep_size' AND setting <> '-1'
        OR name = 'idle_replication_slot_timeout' AND setting <> '0' ORDER BY 1
      """;

  private SlotSpace() {}

  /** What is to be told of the slot of that name, and of the limits that slots have. Blocks. */
  static List<PrecheckItem> of(LogSession session, String name) {
    List<PrecheckItem> items = new ArrayList<>();
    for (List<String> row : session.rows(LIMITS)) {
      items.add(
          warning(
              row.get(0),
              "it is " + row.get(1) + ": the server gives up a slot that stays behind for longer",
              "let the project run without long pauses; a slot that was given up ends it"));
    }
    Slot slot = Slot.find(session, name).orElse(null);
    if (slot != null && slot.isLost()) {
      items.add(
          PrecheckItem.failed(
              LogPrecheck.CHECK,
              "slot " + name,
              "the server has given it up",
              "release the project and begin anew"));
    }
    session.rows(QUESTION.formatted(Quoted.text(name))).forEach(row -> kept(name, row, items));
    return items;
  }

  /** What a slot keeps fills the server's disk while nobody reads it. */
  private static void kept(String name, List<String> row, List<PrecheckItem> items) {
    String kept = row.get(0);
    if (!kept.isEmpty() && Long.parseLong(kept) > LARGE_BYTES) {
      items.add(
          warning(
              "slot " + name,
              "it keeps " + mebibytes(kept) + " of the log on the server's disk",
              "let the project run, or release it"));
    }
    String left = row.get(1);
    if (!left.isEmpty() && Long.parseLong(left) < NEAR_BYTES) {
      items.add(
          warning(
              "slot " + name,
              "the server gives it up after " + mebibytes(left) + " more of the log",
              "let the project run now, or raise max_slot_wal_keep_size"));
    }
  }

  private static String mebibytes(String bytes) {
    return (Long.parseLong(bytes) >> 20) + " MiB";
  }

  private static PrecheckItem warning(String subject, String cause, String advice) {
    return PrecheckItem.warning(LogPrecheck.CHECK, subject, cause, advice);
  }
}
