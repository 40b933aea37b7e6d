package io.openoms.dialect.mysql.alter;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.dialect.mysql.sql.Token;
import java.util.Optional;

/**
 * Whether a caller's own statement changes the definition of one table and nothing else. Only its
 * head is understood, as the server judges the rest; a clause that reaches another table is
 * refused.
 */
public final class OneTable {

  private final TokenReader reader;
  private final ObjectName table;

  private OneTable(String sql, ObjectName table) {
    this.reader = new TokenReader(sql);
    this.table = table;
  }

  /** Why it may not be executed, as a part of a sentence; empty when it may. Without state. */
  public static Optional<String> fault(String sql, ObjectName table) {
    try {
      new OneTable(sql, table).read();
      return Optional.empty();
    } catch (RefusedChangeException e) {
      return Optional.ofNullable(e.getMessage());
    } catch (DdlSyntaxException e) {
      return Optional.of("it " + e.getMessage());
    }
  }

  private void read() {
    refuseSeveral();
    if (reader.accept("alter", "table")) {
      requireTable();
      refuseOtherTables();
    } else if (reader.accept("create") || reader.isNext("drop", "index")) {
      index();
    } else {
      throw new RefusedChangeException(
          "it takes an ALTER TABLE, a CREATE INDEX or a DROP INDEX of " + table);
    }
  }

  private void refuseSeveral() {
    for (int i = 0; i < reader.left(); i++) {
      if (reader.peek(i).isSymbol(';') && i < reader.left() - 1) {
        throw new RefusedChangeException("there is more than one statement");
      }
    }
  }

  private void index() {
    reader.acceptAny("unique", "fulltext", "spatial", "drop");
    reader.expect("index");
    reader.name();
    if (reader.accept("using")) {
      reader.next();
    }
    reader.expect("on");
    requireTable();
  }

  private void requireTable() {
    String first = reader.name();
    if (!reader.acceptSymbol('.')) {
      throw new RefusedChangeException("the table's name takes its database: " + table);
    }
    ObjectName name = new ObjectName(first, reader.name());
    if (!name.equals(table)) {
      throw new RefusedChangeException("it changes " + name + ", not " + table);
    }
  }

  /** RENAME of the table, EXCHANGE PARTITION, foreign keys, and files that come and go. */
  private void refuseOtherTables() {
    int depth = 0;
    boolean begins = true;
    for (int i = 0; i < reader.left(); i++) {
      Token token = reader.peek(i);
      boolean isRename =
          token.is("rename")
              && !reader.peek(i + 1).is("column")
              && !reader.peek(i + 1).is("index")
              && !reader.peek(i + 1).is("key");
      boolean isOther = token.is("exchange") || token.is("discard") || token.is("import");
      if ((begins && (isRename || isOther)) || token.is("references")) {
        throw new RefusedChangeException("it concerns another table, too");
      }
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      begins = depth == 0 && token.isSymbol(',');
    }
  }
}
