package io.openoms.jdbc.mysql.snapshot;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.TableRead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lock of tables against writes, by the privileges that the user has. {@code FLUSH TABLES … WITH
 * READ LOCK} takes RELOAD (or FLUSH_TABLES) and LOCK TABLES, and gets in soon; {@code LOCK TABLES …
 * READ} takes LOCK TABLES alone, and gets in when no transaction that writes to them is open.
 * Immutable.
 */
final class TableLock {

  /**
   * While it waits for transactions that use the table, others wait behind it: not for long. It
   * fails then, and the engine tries again after a pause that grows.
   */
  private static final int LOCK_WAIT_SECONDS = 3;

  private static final Set<String> ENGINES_WITH_SNAPSHOTS = Set.of("innodb", "rocksdb", "tokudb");

  /** The user lacks RELOAD or FLUSH_TABLES, LOCK TABLES, or the right to ask for the log. */
  private static final Set<Integer> ACCESS_DENIED = Set.of(1044, 1142, 1227);

  private final List<TableRead> tables;
  private final List<String> ways;

  private TableLock(List<TableRead> tables, List<String> ways) {
    this.tables = tables;
    this.ways = ways;
  }

  /**
   * The lock of tables. One whose rows foreign keys change is not locked by the second way: it may
   * not wait for statements that use the table only by such a key.
   */
  static TableLock of(List<TableRead> tables) {
    String flush = "FLUSH TABLES " + names(tables, "") + " WITH READ LOCK";
    boolean isCascaded = tables.stream().anyMatch(read -> !read.key().isEmpty());
    return new TableLock(
        tables,
        isCascaded ? List.of(flush) : List.of(flush, "LOCK TABLES " + names(tables, " READ")));
  }

  private static String names(List<TableRead> tables, String suffix) {
    return tables.stream()
        .map(read -> Identifiers.quote(read.table().name()) + suffix)
        .collect(Collectors.joining(", "));
  }

  /** Whether reads of each table give one state of it, though somebody writes to it meanwhile. */
  boolean haveSnapshots(Statement statement) throws SQLException {
    for (TableRead read : tables) {
      if (!hasSnapshots(statement, read.table().name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasSnapshots(Statement statement, ObjectName table) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT engine FROM information_schema.tables WHERE table_schema = "
                + Literals.text(table.database())
                + " AND table_name = "
                + Literals.text(table.name()))) {
      String engine = rows.next() ? rows.getString(1) : null;
      return engine != null && ENGINES_WITH_SNAPSHOTS.contains(engine.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Locks the tables in that session, which has to be cut off afterwards.
   *
   * @return why the user may not; empty when the tables are locked
   * @throws SQLException when a table stayed in use, or anything else went wrong
   */
  Optional<String> lock(Statement session) throws SQLException {
    session.execute("SET SESSION lock_wait_timeout = " + LOCK_WAIT_SECONDS);
    String refusal = "";
    for (String way : ways) {
      try {
        session.execute(way);
        return Optional.empty();
      } catch (SQLException e) {
        refusal = refusal(e);
      }
    }
    return Optional.of(refusal);
  }

  /** What a user was told who lacks a privilege; any other error is thrown again. */
  static String refusal(SQLException error) throws SQLException {
    if (!ACCESS_DENIED.contains(error.getErrorCode())) {
      throw error;
    }
    return "the source says: " + error.getMessage();
  }
}
