package io.openoms.binlog.mysql.reader;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.event.QueryEvent;
import io.openoms.binlog.mysql.row.CapturedTables;
import io.openoms.dialect.mysql.sql.LoggedStatement;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.CapturedTable;
import java.util.Optional;

/** Decides whether a statement in the log concerns captured tables. Immutable. */
final class StatementJudge {

  private static final int LONGEST = 300;

  private final CapturedTables captured;

  StatementJudge(CapturedTables captured) {
    this.captured = captured;
  }

  /**
   * Lets a statement pass, or stops by name.
   *
   * @param transaction the transaction that it belongs to
   * @param told whether changes of the transaction at hand were told already
   */
  void judge(QueryEvent query, String transaction, boolean told) {
    LoggedStatement statement = read(query);
    switch (statement.kind()) {
      case HARMLESS -> {}
      case UNDO -> {
        if (told) {
          throw stop(BinlogError.TRANSACTION_UNDONE, Optional.empty(), query);
        }
      }
      case DEFINITION -> stopAtNames(statement, query, transaction, BinlogError.DDL_NOT_FOLLOWED);
      case CHANGE -> stopAtNames(statement, query, transaction, BinlogError.STATEMENT_NOT_FOLLOWED);
    }
  }

  private static LoggedStatement read(QueryEvent query) {
    try {
      return LoggedStatement.read(query.sql());
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          BinlogError.STATEMENT_NOT_FOLLOWED,
          ErrorContext.none(),
          "the log has a statement that cannot be read: " + shown(query),
          e);
    }
  }

  private void stopAtNames(
      LoggedStatement statement, QueryEvent query, String transaction, BinlogError code) {
    for (LoggedStatement.Name name : statement.names()) {
      String database = name.database().orElse(query.database());
      Optional<CapturedTable> table =
          name.table().isEmpty()
              ? captured.of(database, transaction).stream().findFirst()
              : captured.find(database, name.table().get(), transaction);
      if (table.isPresent()) {
        throw stop(code, table.map(found -> found.definition().name()), query);
      }
    }
  }

  private static MigrationException stop(
      BinlogError code, Optional<ObjectName> table, QueryEvent query) {
    return new MigrationException(
        code,
        table.map(ErrorContext::of).orElse(ErrorContext.none()),
        "the source executed, in database '" + query.database() + "': " + shown(query));
  }

  private static String shown(QueryEvent query) {
    String sql = query.sql();
    return sql.length() <= LONGEST ? sql : sql.substring(0, LONGEST) + " …";
  }
}
