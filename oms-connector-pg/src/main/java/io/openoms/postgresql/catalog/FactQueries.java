package io.openoms.postgresql.catalog;

/**
 * The queries over the system catalog that tell all of one table; {@code %s} is its number there.
 * {@code to_jsonb} reads columns that only newer servers have. Stateless.
 */
final class FactQueries {

  /** Number, kind, persistence, comment, how it is partitioned, bytes of a row, parents. */
  static final String TABLE =
      """
      SELECT c.oid, c.relkind, c.relpersistence,
        pg_catalog.obj_description(c.oid, 'pg_class'),
        CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
        (SELECT pg_catalog.sum(s.avg_width) FROM pg_catalog.pg_stats s
          WHERE s.schemaname = n.nspname AND s.tablename = c.relname),
        (SELECT pg_catalog.string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
          FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = %s AND c.relname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      """;

  /** The type of each column, of a domain the one beneath it. */
  private static final String BASES =
      """
      WITH RECURSIVE base(attnum, typid, typmod) AS (
        SELECT a.attnum, a.atttypid, a.atttypmod FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = %1$s AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT b.attnum, t.typbasetype, t.typtypmod
          FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typid WHERE t.typtype = 'd')
      """;

  /**
   * Name, type's schema, name, kind, whether it is an array, modifier, text; NOT NULL, default,
   * identity, generation; the next number and the step of its own sequence; collation, where it is
   * not the type's; domain, comment.
   */
  static final String COLUMNS =
      BASES
          + """
      SELECT a.attname, tn.nspname, t.typname, t.typtype, t.typcategory = 'A', b.typmod,
        pg_catalog.format_type(t.oid, b.typmod), a.attnotnull,
        coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid),
          CASE WHEN dt.typtype = 'd' THEN pg_catalog.pg_get_expr(dt.typdefaultbin, 0) END),
        a.attidentity, a.attgenerated, own.next, own.step, co.collname,
        CASE WHEN dt.typtype = 'd' THEN pg_catalog.format_type(dt.oid, -1) END,
        pg_catalog.col_description(a.attrelid, a.attnum)
      FROM pg_catalog.pg_attribute a
      JOIN base b ON b.attnum = a.attnum
      JOIN pg_catalog.pg_type t ON t.oid = b.typid AND t.typtype <> 'd'
      JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
      JOIN pg_catalog.pg_type dt ON dt.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_catalog.pg_collation co
        ON co.oid = a.attcollation AND a.attcollation <> dt.typcollation
      LEFT JOIN LATERAL (
        SELECT s.seqincrement AS step,
          CASE WHEN pg_catalog.has_sequence_privilege(s.seqrelid, 'USAGE, SELECT')
            THEN coalesce(pg_catalog.pg_sequence_last_value(s.seqrelid) + s.seqincrement,
              s.seqstart) END AS next
        FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid
        WHERE p.classid = 'pg_catalog.pg_class'::regclass
          AND p.refclassid = 'pg_catalog.pg_class'::regclass
          AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype IN ('a', 'i')
        LIMIT 1) own ON true
      WHERE a.attrelid = %1$s ORDER BY a.attnum
      """;

  /** Column and label of enums. */
  static final String LABELS =
      BASES
          + """
      SELECT a.attname, e.enumlabel
      FROM base b JOIN pg_catalog.pg_enum e ON e.enumtypid = b.typid
      JOIN pg_catalog.pg_attribute a ON a.attrelid = %1$s AND a.attnum = b.attnum
      ORDER BY a.attnum, e.enumsortorder
      """;

  /**
   * Name, primary, unique, valid, condition, access method, comment, whether NULLs are equal,
   * whether it is looked at with each row.
   */
  static final String INDEXES =
      """
      SELECT ic.relname, i.indisprimary, i.indisunique, i.indisvalid,
        pg_catalog.pg_get_expr(i.indpred, i.indrelid), am.amname,
        pg_catalog.obj_description(ic.oid, 'pg_class'),
        pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct', i.indimmediate
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_catalog.pg_am am ON am.oid = ic.relam
      WHERE i.indrelid = %1$s ORDER BY NOT i.indisprimary, NOT i.indisunique, ic.relname
      """;

  /** Index, column or expression, whether it is descending; columns that are merely stored not. */
  static final String PARTS =
      """
      SELECT ic.relname, a.attname,
        pg_catalog.pg_get_indexdef(i.indexrelid, k.n::int, true), (i.indoption[k.n - 1] & 1) = 1
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
      CROSS JOIN LATERAL pg_catalog.generate_series(1, i.indnkeyatts) AS k(n)
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n - 1]
      WHERE i.indrelid = %1$s ORDER BY ic.relname, k.n
      """;

  /** Name, kind, text, parent's schema and name, what deletes and updates do, kind of match. */
  static final String CONSTRAINTS =
      """
      SELECT k.conname, k.contype, pg_catalog.pg_get_constraintdef(k.oid),
        pn.nspname, pc.relname, k.confdeltype, k.confupdtype, k.confmatchtype
      FROM pg_catalog.pg_constraint k
      LEFT JOIN pg_catalog.pg_class pc ON pc.oid = k.confrelid AND k.contype = 'f'
      LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
      WHERE k.conrelid = %1$s AND k.conparentid = 0 AND k.contype IN ('c', 'f', 'x')
      ORDER BY k.conname
      """;

  /** A foreign key's name, its column, and the parent's. */
  static final String CONSTRAINED =
      """
      SELECT k.conname, a.attname, pa.attname
      FROM pg_catalog.pg_constraint k
      CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey))
        WITH ORDINALITY AS u(own, parent, n)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own
      JOIN pg_catalog.pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = u.parent
      WHERE k.conrelid = %1$s AND k.conparentid = 0 AND k.contype = 'f' ORDER BY k.conname, u.n
      """;

  /** Name, bounds, and whether it is cut again, of partitions. */
  static final String PARTITIONS =
      """
      SELECT c.relname, pg_catalog.pg_get_expr(c.relpartbound, c.oid), c.relkind = 'p'
      FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = %1$s AND c.relispartition ORDER BY c.relname
      """;

  /** What else hangs on the table, by kind and name. */
  static final String REMAINS =
      """
      SELECT 'trigger ' || t.tgname FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = %1$s AND NOT t.tgisinternal
          AND t.tgname NOT LIKE 'openoms\\_gate\\_%%'
      UNION ALL SELECT 'rule ' || r.rulename FROM pg_catalog.pg_rewrite r WHERE r.ev_class = %1$s
      UNION ALL SELECT 'policy ' || p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = %1$s
      ORDER BY 1
      """;

  private FactQueries() {}
}
