package io.openoms.postgresql.log.setup;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether the role may read the log, make a publication, and publish the tables. One thread. */
record LogRights(LogSession session) {

  private static final String REPLICATION =
      "SELECT rolsuper OR rolreplication FROM pg_catalog.pg_roles WHERE rolname = current_user";

  /** At this provider no role has the attribute; members of one of its roles may all the same. */
  private static final String MANAGED =
      "SELECT rolsuper OR rolreplication OR pg_catalog.pg_has_role(rolname, 'rds_replication',"
          + " 'MEMBER') FROM pg_catalog.pg_roles WHERE rolname = current_user";

  private static final String OTHERS =
      """
      SELECT t.s, t.n, pg_catalog.pg_get_userbyid(c.relowner), current_user FROM %s AS t(s, n)
      JOIN pg_catalog.pg_namespace n ON n.nspname = t.s
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.n
      WHERE NOT pg_catalog.pg_has_role(c.relowner, 'USAGE') ORDER BY 1, 2
      """;

  /** What the role lacks. Blocks. */
  List<PrecheckItem> faults(Collection<ObjectName> tables) {
    List<PrecheckItem> items = new ArrayList<>();
    boolean isManaged =
        !session
            .value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'rds_replication'")
            .isEmpty();
    if (session.value(isManaged ? MANAGED : REPLICATION).equals("f")) {
      items.add(
          failed(
              "role",
              "it may not read the log",
              "ALTER ROLE … REPLICATION (managed servers: grant the provider's role for it)"));
    }
    if (session
        .value("SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')")
        .equals("f")) {
      items.add(failed("role", "it may not make a publication", "GRANT CREATE ON DATABASE … TO …"));
    }
    for (List<String> row : session.rows(OTHERS.formatted(Quoted.rows(tables)))) {
      ObjectName table = new ObjectName(row.get(0), row.get(1));
      items.add(
          failed(
              table.toString(),
              "the table belongs to " + row.get(2) + ", and only its owner may publish it",
              "GRANT " + Quoted.name(row.get(2)) + " TO " + Quoted.name(row.get(3))));
    }
    return items;
  }

  private static PrecheckItem failed(String subject, String cause, String advice) {
    return PrecheckItem.failed(LogPrecheck.CHECK, subject, cause, advice);
  }
}
