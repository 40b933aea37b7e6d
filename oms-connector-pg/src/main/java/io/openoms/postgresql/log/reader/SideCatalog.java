package io.openoms.postgresql.log.reader;

import io.openoms.ObjectName;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.row.LogCatalog;
import io.openoms.postgresql.sql.Quoted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the server's catalog, over a connection beside the log's. One thread. */
final class SideCatalog implements LogCatalog {

  private final LogSession session;
  private final Map<Long, String> types = new HashMap<>();

  SideCatalog(LogSession session) {
    this.session = session;
  }

  @Override
  public Optional<Integer> number(ObjectName table) {
    return number(
        "SELECT c.oid FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
            + Quoted.text(table.database())
            + " AND c.relname = "
            + Quoted.text(table.name()));
  }

  @Override
  public Optional<Integer> root(int relation) {
    String number = Integer.toUnsignedString(relation);
    return number(
        "SELECT coalesce(pg_catalog.pg_partition_root(c.oid)::oid, c.oid)"
            + " FROM pg_catalog.pg_class c WHERE c.oid = "
            + number);
  }

  private Optional<Integer> number(String sql) {
    String value = session.value(sql);
    return value.isEmpty() ? Optional.empty() : Optional.of(Integer.parseUnsignedInt(value));
  }

  @Override
  public String type(int type, int modifier) {
    long both = Integer.toUnsignedLong(type) << Integer.SIZE | Integer.toUnsignedLong(modifier);
    return types.computeIfAbsent(both, any -> ask(Integer.toUnsignedString(type), modifier));
  }

  /** A domain may be made of another one. */
  private String ask(String type, int modifier) {
    return session.value(
        "WITH RECURSIVE base(type, modifier) AS (SELECT "
            + type
            + "::oid, "
            + modifier
            + " UNION ALL SELECT t.typbasetype,"
            + " CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE b.modifier END"
            + " FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype = 'd')"
            + " SELECT pg_catalog.format_type(b.type, b.modifier) FROM base b"
            + " JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype <> 'd'");
  }
}
