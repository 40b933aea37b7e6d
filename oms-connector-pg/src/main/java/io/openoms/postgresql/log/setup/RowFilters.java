package io.openoms.postgresql.log.setup;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Row filters that the publication evaluates. The server itself judges a condition, in a
 * publication that is never committed. A committed one whose condition reads a column that is no
 * part of the replica identity would fail the application's updates, so that is asked before. One
 * thread.
 *
 * @param session has nothing open
 */
public record RowFilters(LogSession session) {

  private static final int FIRST_VERSION = 150_000;
  private static final String TOO_OLD =
      "its row filter cannot be asked of the log of a server before version 15";
  private static final String OR_WITHOUT =
      "; or migrate it without the filter, or in a project without the incremental phase";

  /** Kind and identity; whether there are large columns, and filtered ones, beside the identity. */
  private static final String QUESTION =
      """
      WITH x AS (SELECT c.oid, c.relkind, c.relreplident, ARRAY(
          SELECT pg_catalog.unnest(i.indkey::int2[]) FROM pg_catalog.pg_index i
          WHERE i.indrelid = c.oid AND CASE c.relreplident WHEN 'd' THEN i.indisprimary
            ELSE i.indisreplident END) AS identity
        FROM pg_catalog.pg_class c WHERE c.oid = %1$s::regclass)
      SELECT x.relkind, x.relreplident,
        EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = x.oid AND a.attnum > 0
          AND NOT a.attisdropped AND a.attstorage <> 'p' AND a.attnum <> ALL (x.identity)),
        EXISTS (SELECT FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_publication_rel r ON r.oid = d.objid
          JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
          WHERE d.classid = 'pg_catalog.pg_publication_rel'::regclass
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND p.pubname = %2$s
            AND d.refobjid = x.oid AND d.refobjsubid > 0
            AND d.refobjsubid <> ALL (x.identity))
      FROM x
      """;

  /** A table in the list of a publication, of all its rows or of those that meet a condition. */
  static String published(ObjectName table, Optional<String> filter) {
    return Quoted.name(table) + filter.map(condition -> " WHERE (" + condition + ")").orElse("");
  }

  /** Why the log cannot evaluate filters, by their tables, as a part of a sentence. Blocks. */
  public Map<ObjectName, String> faults(Map<ObjectName, String> filters) {
    Map<ObjectName, String> faults = new HashMap<>();
    boolean isOld = Integer.parseInt(session.value("SHOW server_version_num")) < FIRST_VERSION;
    filters.forEach(
        (table, filter) ->
            (isOld ? Optional.of(TOO_OLD) : fault(table, filter))
                .ifPresent(fault -> faults.put(table, fault + OR_WITHOUT)));
    return faults;
  }

  private Optional<String> fault(ObjectName table, String filter) {
    String publication = "openoms_" + UUID.randomUUID();
    session.execute("BEGIN");
    Optional<String> fault;
    try {
      session.execute(
          "CREATE PUBLICATION "
              + Quoted.name(publication)
              + " FOR TABLE "
              + published(table, Optional.of(filter))
              + " WITH (publish_via_partition_root = true)");
      String question =
          QUESTION.formatted(Quoted.text(Quoted.name(table)), Quoted.text(publication));
      fault = session.rows(question).stream().findFirst().flatMap(RowFilters::fault);
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        session.cut();
        throw e;
      }
      fault = Optional.of("the server does not evaluate its row filter: " + e.description());
    }
    session.execute("ROLLBACK");
    return fault;
  }

  private static Optional<String> fault(List<String> row) {
    if (row.get(0).equals("p")) {
      return Optional.of(
          "its row filter cannot be asked of the log, as it is partitioned" + OR_WITHOUT);
    }
    boolean isWhole = row.get(1).equals("f");
    boolean isLarge = row.get(2).equals("t");
    boolean readsOthers = row.get(3).equals("t");
    return isWhole || !(isLarge || readsOthers)
        ? Optional.empty()
        : Optional.of(
            "its row filter needs more of a changed row than the log holds: "
                + (readsOthers
                    ? "the filter reads columns beside the replica identity"
                    : "large values that did not change are not in the log")
                + "; ALTER TABLE … REPLICA IDENTITY FULL");
  }
}
