package io.openoms.dialect.mysql.alter;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.parse.AddedElements;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.spi.data.TableDefinition;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads CREATE INDEX. One use, one thread. */
final class IndexStatement {

  private final TokenReader kind;
  private final TokenReader rest;
  private final String database;
  private final Predicate<ObjectName> isTable;

  /**
   * A statement.
   *
   * @param kind what stands before ON
   * @param rest what stands behind it
   */
  IndexStatement(
      TokenReader kind, TokenReader rest, String database, Predicate<ObjectName> isTable) {
    this.kind = kind;
    this.rest = rest;
    this.database = database;
    this.isTable = isTable;
  }

  /** The index; empty when it is there already and the statement passes over that. */
  Optional<AddedElements> read(TableDefinition table) {
    while (kind.acceptAny("online", "offline")) {
      // They say how, not what.
    }
    if (kind.isNext("or")) {
      throw new RefusedChangeException("an index is replaced");
    }
    String words = "";
    if (kind.isNext("unique") || kind.isNext("fulltext") || kind.isNext("spatial")) {
      words = kind.next().text() + " ";
    }
    kind.expect("index");
    boolean lenient = kind.accept("if", "not", "exists");
    String name = kind.name();
    if (kind.accept("using")) {
      kind.name();
    }
    if (!kind.atEnd()) {
      throw kind.unexpected();
    }
    requireTable();
    boolean there = table.indexes().stream().anyMatch(i -> i.name().equalsIgnoreCase(name));
    return lenient && there
        ? Optional.empty()
        : Optional.of(
            DefinitionStatement.elements(
                words + "KEY " + Identifiers.quote(name) + " " + parts(), table));
  }

  private void requireTable() {
    String first = rest.name();
    ObjectName name =
        rest.acceptSymbol('.')
            ? new ObjectName(first, rest.name())
            : new ObjectName(database, first);
    if (!isTable.test(name)) {
      throw new RefusedChangeException("an index of another table is created");
    }
  }

  /** The parts and what concerns the definition behind them. */
  private String parts() {
    Token open = rest.peek();
    rest.group();
    StringBuilder sql = new StringBuilder(rest.since(open));
    while (!rest.atEnd() && !isOption(rest)) {
      sql.append(' ').append(rest.since(taken(rest)));
    }
    passOptions(rest);
    return sql.toString();
  }

  private static Token taken(TokenReader reader) {
    return reader.next();
  }

  private static boolean isOption(TokenReader reader) {
    return reader.isNext("algorithm")
        || reader.isNext("lock")
        || reader.isNext("wait")
        || reader.isNext("nowait")
        || reader.peek().isSymbol(';');
  }

  /** What says how the statement is executed, and not what it does. */
  static void passOptions(TokenReader reader) {
    while (!reader.atEnd()) {
      if (reader.acceptAny("algorithm", "lock", "wait")) {
        reader.acceptSymbol('=');
        reader.next();
      } else if (!reader.acceptAny("nowait") && !reader.acceptSymbol(';')) {
        throw reader.unexpected();
      }
    }
  }
}
