package io.openoms.postgresql.log.setup;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.sql.Quoted;
import java.util.List;
import java.util.Optional;

/**
 * A replication slot as the server shows it. Immutable.
 *
 * @param confirmed up to where its reader needs nothing any more
 * @param isLost whether the server has given up what it needs
 * @param reader the server process that reads it; 0 when none does
 */
public record Slot(
    String name, String plugin, String database, long confirmed, boolean isLost, int reader) {

  private static final String PLUGIN = "pgoutput";

  /** The slot of that name. Blocks. */
  public static Optional<Slot> find(LogSession session, String name) {
    List<List<String>> rows =
        session.rows(
            "SELECT slot_name, plugin, database, confirmed_flush_lsn,"
                + " coalesce(wal_status, '') IN ('lost') OR to_jsonb(s) ->> 'invalidation_reason' IS NOT NULL,"
                + " coalesce(active_pid, 0) FROM pg_catalog.pg_replication_slots s"
                + " WHERE slot_name = "
                + Quoted.text(name));
    return rows.stream().findFirst().map(Slot::of);
  }

  private static Slot of(List<String> row) {
    String confirmed = row.get(3);
    return new Slot(
        row.get(0),
        row.get(1),
        row.get(2),
        confirmed.isEmpty() ? 0 : Lsn.parse(confirmed),
        row.get(4).equals("t"),
        Integer.parseInt(row.get(5)));
  }

  /**
   * Requires that it is one that this library makes in that database.
   *
   * @throws MigrationException CAPTURE_NAME_TAKEN when it is not
   */
  void requireOwn(String ownDatabase) {
    if (!plugin.equals(PLUGIN) || !database.equals(ownDatabase)) {
      throw new MigrationException(
          LogError.CAPTURE_NAME_TAKEN,
          ErrorContext.none(),
          "the slot " + name + " belongs to the database '" + database + "' and to " + plugin);
    }
  }

  /**
   * Requires that the log can be read from a position on.
   *
   * @throws MigrationException SLOT_LOST or SLOT_AHEAD when it cannot
   */
  public void requireFrom(LogPosition start) {
    ErrorContext here = ErrorContext.none().withPosition(start.position().text());
    if (isLost) {
      throw new MigrationException(
          LogError.SLOT_LOST, here, "the server has invalidated the slot " + name);
    }
    // The server would begin at the slot's own position, without a word.
    if (Lsn.isBefore(start.lsn(), confirmed)) {
      throw new MigrationException(
          LogError.SLOT_AHEAD,
          here,
          "the slot " + name + " begins at " + Lsn.text(confirmed) + ", after the position");
    }
  }

  /** The error that names a slot that is not there. */
  public static MigrationException missing(String name) {
    return new MigrationException(
        LogError.SLOT_MISSING, ErrorContext.none(), "the slot " + name + " is not there");
  }
}
