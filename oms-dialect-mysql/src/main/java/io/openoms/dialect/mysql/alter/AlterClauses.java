package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.dialect.mysql.sql.Token;
import java.util.ArrayList;
import java.util.List;

/** Cuts what follows the table's name in ALTER TABLE into its clauses. Stateless. */
final class AlterClauses {

  private AlterClauses() {}

  /** The clauses, in order; what is done to partitions is the last one, with all that follows. */
  static List<TokenReader> of(TokenReader reader) {
    List<TokenReader> clauses = new ArrayList<>();
    int left = reader.left();
    boolean isClosed = left > 0 && reader.peek(left - 1).isSymbol(';');
    int end = isClosed ? left - 1 : left;
    int from = 0;
    int depth = 0;
    for (int i = 0; i < end; i++) {
      Token token = reader.peek(i);
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      boolean begins = i == from && PartitionClause.isNext(reader.part(i, end));
      if (begins || (depth == 0 && PartitionClause.isAtEndOfOthers(reader, i))) {
        add(clauses, reader, from, i);
        from = i;
        break;
      }
      if (depth == 0 && token.isSymbol(',')) {
        clauses.add(reader.part(from, i));
        from = i + 1;
      }
    }
    add(clauses, reader, from, end);
    return clauses;
  }

  private static void add(List<TokenReader> clauses, TokenReader reader, int from, int to) {
    if (from < to) {
      clauses.add(reader.part(from, to));
    }
  }
}
