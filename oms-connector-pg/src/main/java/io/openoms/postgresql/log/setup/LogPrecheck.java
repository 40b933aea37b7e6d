package io.openoms.postgresql.log.setup;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_LOG: the server's log holds changes of rows, there is room for the project's slot, the
 * role may make it and publish the tables, and what the slot keeps on the server's disk is told.
 * Thread-safe.
 *
 * @param connections ordinary connections
 * @param names the names of slot and publication
 */
public record LogPrecheck(Connections connections, CaptureNames names) implements Precheck {

  static final String CHECK = "SOURCE_LOG";

  /** A reader, and read points of tables without a key. */
  private static final int SLOTS = 2;

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.passed(CHECK, "no changes are followed"));
    }
    try (LogSession session = new LogSession(connections, "checking the log")) {
      List<PrecheckItem> items = new ArrayList<>();
      level(session, items);
      room(session, items, "max_replication_slots", "pg_catalog.pg_replication_slots");
      room(session, items, "max_wal_senders", "pg_catalog.pg_stat_replication");
      items.addAll(new LogRights(session).faults(scope.tables().keySet()));
      items.addAll(SlotSpace.of(session, names.slot()));
      return items.isEmpty() ? List.of(PrecheckItem.passed(CHECK, "wal_level, slots")) : items;
    }
  }

  private static void level(LogSession session, List<PrecheckItem> items) {
    String level = session.value("SHOW wal_level");
    if (!level.equals("logical")) {
      items.add(
          PrecheckItem.failed(
              CHECK,
              "wal_level",
              "it is " + level + ": the log does not hold changes of rows",
              "ALTER SYSTEM SET wal_level = logical, and restart the server"));
    }
  }

  private void room(LogSession session, List<PrecheckItem> items, String limit, String view) {
    boolean isThere = Slot.find(session, names.slot()).isPresent();
    long left =
        Long.parseLong(
            session.value(
                "SELECT pg_catalog.current_setting('" + limit + "')::int - count(*) FROM " + view));
    if (left < (isThere ? 1 : SLOTS)) {
      items.add(
          PrecheckItem.failed(
              CHECK,
              limit,
              left + " are left of " + limit + ", and " + SLOTS + " are needed",
              "raise " + limit + ", or drop slots that nobody reads"));
    }
  }
}
