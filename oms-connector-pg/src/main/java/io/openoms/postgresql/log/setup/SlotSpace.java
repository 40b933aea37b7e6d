package io.openoms.postgresql.log.setup;

import io.openoms.KeptLog;
import io.openoms.PrecheckItem;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the project's slot keeps of the log on the server's disk, and how soon the server would give
 * it up. Stateless.
 */
public final class SlotSpace {

  private static final long LARGE_BYTES = 1L << 30;

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

  /** What the slot of that name keeps; empty when there is none, or it is lost. Blocks. */
  public static Optional<KeptLog> kept(LogSession session, String name) {
    return session.rows(QUESTION.formatted(Quoted.text(name))).stream()
        .filter(row -> !row.get(0).isEmpty())
        .map(
            row ->
                new KeptLog(
                    Long.parseLong(row.get(0)),
                    row.get(1).isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(row.get(1)))))
        .findFirst();
  }

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
    kept(session, name).ifPresent(kept -> told(name, kept, items));
    return items;
  }

  /** What a slot keeps fills the server's disk while nobody reads it. */
  private static void told(String name, KeptLog kept, List<PrecheckItem> items) {
    if (kept.bytes() > LARGE_BYTES) {
      items.add(
          warning(
              "slot " + name,
              "it keeps " + mebibytes(kept.bytes()) + " of the log on the server's disk",
              "let the project run, or release it"));
    }
    if (kept.left().isPresent() && kept.left().getAsLong() < kept.bytes()) {
      items.add(
          warning(
              "slot " + name,
              "the server gives it up after "
                  + mebibytes(Math.max(0, kept.left().getAsLong()))
                  + " more of the log",
              "let the project run now, or raise max_slot_wal_keep_size"));
    }
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private static PrecheckItem warning(String subject, String cause, String advice) {
    return PrecheckItem.warning(LogPrecheck.CHECK, subject, cause, advice);
  }
}
