package io.openoms.dialect.mysql.sql;

import java.util.List;
import java.util.Optional;

/**
 * A statement as a source's log holds it, judged by its words: what it may change. Immutable.
 *
 * @param kind what it does
 * @param names the tables and databases that it may change, over-approximated for what is not known
 */
public record LoggedStatement(Kind kind, List<Name> names) {

  /** What a statement does, as far as tables are concerned. */
  public enum Kind {
    /** Neither rows nor definitions of tables change. */
    HARMLESS,
    /** What the transaction did since a savepoint is undone. */
    UNDO,
    /** Definitions change, or all rows of a table at once. */
    DEFINITION,
    /** Rows change, of the tables that are named or, by their triggers, of others. */
    CHANGE,
    /** It is none that a server is known to log. */
    UNKNOWN
  }

  /**
   * A name in a statement.
   *
   * @param database the database, where it is written
   * @param table the table; empty when the whole database is meant
   */
  public record Name(Optional<String> database, Optional<String> table) {}

  public LoggedStatement {
    names = List.copyOf(names);
  }

  /**
   * Judges a statement.
   *
   * @throws IllegalArgumentException when its quotes or comments do not end
   */
  public static LoggedStatement read(String sql) {
    List<Token> tokens = Tokenizer.scan(sql);
    return sql.isBlank()
        ? new LoggedStatement(Kind.UNKNOWN, List.of())
        : new LoggedStatementReader(tokens).read();
  }
}
