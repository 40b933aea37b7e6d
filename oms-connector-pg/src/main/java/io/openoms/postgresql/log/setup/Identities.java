package io.openoms.postgresql.log.setup;

import io.openoms.ObjectName;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the log tells the rows of tables: by their replica identities. A table that has none must not
 * be published: its application would get an error for each UPDATE and DELETE. Stateless.
 */
public final class Identities {

  private static final String REMEDY =
      "; ALTER TABLE … REPLICA IDENTITY FULL, or give it a primary key";

  private Identities() {}

  /** The faults of those tables that have no identity of their rows in the log. Blocks. */
  public static Map<ObjectName, String> faults(LogSession session, List<ObjectName> tables) {
    Map<ObjectName, String> faults = new HashMap<>();
    for (ObjectName table : tables) {
      fault(session, table).ifPresent(fault -> faults.put(table, fault));
    }
    return faults;
  }

  /** Why the log cannot tell a table's rows at all; empty when it can. Blocks. */
  private static Optional<String> fault(LogSession session, ObjectName table) {
    return session.rows(question(table)).stream().flatMap(row -> missing(row).stream()).findFirst();
  }

  private static Optional<String> missing(List<String> row) {
    if (!row.get(3).equals("p")) {
      return Optional.of(row.get(0) + " is unlogged or temporary: the log has none of its rows");
    }
    boolean isFull = row.get(1).equals("f");
    return isFull || !(row.get(1).equals("n") || row.get(2).isEmpty())
        ? Optional.empty()
        : Optional.of(
            row.get(0)
                + " has no replica identity: the log does not tell which rows change"
                + REMEDY);
  }

  /**
   * Why the log cannot tell a table's rows, with the remedy; empty when it can. Blocks.
   *
   * @param key the names of the columns by which the copy tells rows; empty for a table without
   */
  public static Optional<String> fault(LogSession session, ObjectName table, List<String> key) {
    for (List<String> row : session.rows(question(table))) {
      Optional<String> missing = missing(row);
      if (missing.isPresent()) {
        return missing;
      }
      if (row.get(1).equals("f")) {
        continue;
      }
      Set<String> identity = Set.of(row.get(2).split("\n", -1));
      if (key.isEmpty() || !identity.containsAll(key)) {
        return Optional.of(
            row.get(0)
                + " has the replica identity "
                + identity.stream().sorted().collect(Collectors.joining(", ", "(", ")"))
                + ", which does not hold the key "
                + key
                + " by which its copy tells rows; ALTER TABLE … REPLICA IDENTITY DEFAULT or FULL");
      }
    }
    return Optional.empty();
  }

  /** The table, or each partition that holds rows, with the columns of its identity. */
  private static String question(ObjectName table) {
    return "WITH RECURSIVE t(oid) AS (SELECT c.oid FROM pg_catalog.pg_class c"
        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
        + Quoted.text(table.database())
        + " AND c.relname = "
        + Quoted.text(table.name())
        + " UNION ALL SELECT i.inhrelid FROM t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid"
        + " JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid WHERE c.relispartition)"
        + " SELECT n.nspname || '.' || c.relname, c.relreplident,"
        + " (SELECT string_agg(a.attname, E'\\n') FROM pg_catalog.pg_index x"
        + " JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid"
        + " AND a.attnum = ANY (x.indkey::int2[]) WHERE x.indrelid = c.oid AND x.indisvalid"
        + " AND CASE c.relreplident WHEN 'd' THEN x.indisprimary ELSE x.indisreplident END),"
        + " c.relpersistence"
        + " FROM t JOIN pg_catalog.pg_class c ON c.oid = t.oid"
        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'";
  }
}
