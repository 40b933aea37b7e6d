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
 * role may make it, and what the slot keeps on the server's disk is told. Thread-safe.
 *
 * @param connections ordinary connections
 * @param name the name of slot and publication
 */
public record LogPrecheck(Connections connections, String name) implements Precheck {

  private static final String CHECK = "SOURCE_LOG";

  /** A reader, and read points of tables without a key. */
  private static final int SLOTS = 2;

  private static final long LARGE_BYTES = 10L << 30;

  private static final String RIGHTS =
      "SELECT rolsuper OR rolreplication OR pg_catalog.pg_has_role(rolname, 'rds_replication',"
          + " 'MEMBER') FROM pg_catalog.pg_roles WHERE rolname = current_user";

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
      rights(session, items);
      kept(session, items);
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
    boolean isThere = Slot.find(session, name).isPresent();
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

  private static void rights(LogSession session, List<PrecheckItem> items) {
    if (session.value(rightsOf(session)).equals("f")) {
      items.add(
          PrecheckItem.failed(
              CHECK,
              "role",
              "it may not read the log",
              "ALTER ROLE … REPLICATION (managed servers: grant the provider's role for it)"));
    }
    if (session
        .value("SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')")
        .equals("f")) {
      items.add(
          PrecheckItem.failed(
              CHECK,
              "role",
              "it may not make a publication",
              "GRANT CREATE ON DATABASE … TO …, and make the role the tables' owner"));
    }
  }

  private static String rightsOf(LogSession session) {
    boolean isManaged =
        !session
            .value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'rds_replication'")
            .isEmpty();
    return isManaged
        ? RIGHTS
        : "SELECT rolsuper OR rolreplication FROM pg_catalog.pg_roles"
            + " WHERE rolname = current_user";
  }

  /** What a slot keeps fills the server's disk while nobody reads it. */
  private void kept(LogSession session, List<PrecheckItem> items) {
    String bytes =
        session.value(
            "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint"
                + " FROM pg_catalog.pg_replication_slots WHERE NOT pg_catalog.pg_is_in_recovery()"
                + " AND slot_name = '"
                + name
                + "'");
    if (!bytes.isEmpty() && Long.parseLong(bytes) > LARGE_BYTES) {
      items.add(
          PrecheckItem.warning(
              CHECK,
              "slot " + name,
              "it keeps " + (Long.parseLong(bytes) >> 20) + " MiB of the log on the server's disk",
              "let the project run, or release it"));
    }
  }
}
