package io.openoms.postgresql.log.setup;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.data.TableDefinition;
import java.util.Collection;
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

  /** The tables, or each partition of theirs that holds rows, with the identity's columns. */
  private static final String QUESTION =
      """
      WITH RECURSIVE t(s, n, oid) AS (SELECT w.s, w.n, c.oid FROM %s AS w(s, n)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.s
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.n
        UNION ALL SELECT t.s, t.n, i.inhrelid FROM t
        JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid WHERE c.relispartition)
      SELECT t.s, t.n, n.nspname || '.' || c.relname, c.relreplident,
        (SELECT string_agg(a.attname, E'\\n') FROM pg_catalog.pg_index x
          JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid
            AND a.attnum = ANY (x.indkey::int2[]) WHERE x.indrelid = c.oid AND x.indisvalid
            AND CASE c.relreplident WHEN 'd' THEN x.indisprimary ELSE x.indisreplident END),
        c.relpersistence
      FROM t JOIN pg_catalog.pg_class c ON c.oid = t.oid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'
      ORDER BY 1, 2, 3
      """;

  private Identities() {}

  /** How the log tells the rows of a table, or of a partition that holds rows. */
  private record Identity(
      ObjectName table, String relation, char kind, Set<String> columns, boolean isLogged) {

    static Identity of(List<String> row) {
      String columns = row.get(4);
      return new Identity(
          new ObjectName(row.get(0), row.get(1)),
          row.get(2),
          row.get(3).charAt(0),
          columns.isEmpty() ? Set.of() : Set.of(columns.split("\n", -1)),
          row.get(5).equals("p"));
    }

    boolean isWhole() {
      return kind == 'f';
    }

    /** Why the log cannot tell the rows at all. */
    Optional<String> missing() {
      if (!isLogged) {
        return Optional.of(relation + " is unlogged or temporary: the log has none of its rows");
      }
      return isWhole() || !(kind == 'n' || columns.isEmpty())
          ? Optional.empty()
          : Optional.of(
              relation
                  + " has no replica identity: the log does not tell which rows change"
                  + REMEDY);
    }

    /** Why the log cannot tell the rows by that key, which is empty for a table without. */
    Optional<String> fault(List<String> key) {
      return missing().or(() -> isWhole() ? Optional.empty() : lacking(key));
    }

    private Optional<String> lacking(List<String> key) {
      return !key.isEmpty() && columns.containsAll(key)
          ? Optional.empty()
          : Optional.of(
              relation
                  + " has the replica identity "
                  + columns.stream().sorted().collect(Collectors.joining(", ", "(", ")"))
                  + ", which does not hold the key "
                  + key
                  + " by which its copy tells rows; ALTER TABLE … REPLICA IDENTITY DEFAULT or"
                  + " FULL");
    }
  }

  /** The faults of those tables that have no identity of their rows in the log. Blocks. */
  public static Map<ObjectName, String> faults(LogSession session, List<ObjectName> tables) {
    Map<ObjectName, String> faults = new HashMap<>();
    for (Identity identity : read(session, tables)) {
      identity.missing().ifPresent(fault -> faults.putIfAbsent(identity.table(), fault));
    }
    return faults;
  }

  /**
   * Requires that the log tells the rows of each table by the key of its copy. Blocks.
   *
   * @throws MigrationException IDENTITY_UNFIT, with the remedy, when it does not
   */
  static void require(LogSession session, List<TableDefinition> tables) {
    Map<ObjectName, List<String>> keys =
        tables.stream()
            .collect(
                Collectors.toMap(
                    TableDefinition::name,
                    table -> table.copyKey().stream().map(column -> column.name()).toList()));
    for (Identity identity : read(session, keys.keySet())) {
      identity
          .fault(keys.getOrDefault(identity.table(), List.of()))
          .ifPresent(
              fault -> {
                throw new MigrationException(
                    LogError.IDENTITY_UNFIT, ErrorContext.of(identity.table()), fault);
              });
    }
  }

  private static List<Identity> read(LogSession session, Collection<ObjectName> tables) {
    return session.rows(QUESTION.formatted(Quoted.rows(tables))).stream()
        .map(Identity::of)
        .toList();
  }
}
