package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.dialect.mysql.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts what follows the table's name in ALTER TABLE into its clauses. Stateless. */
final class AlterClauses {

  private static final Set<String> PARTITION_VERBS =
      Set.of(
          "add",
          "drop",
          "truncate",
          "coalesce",
          "reorganize",
          "exchange",
          "analyze",
          "check",
          "optimize",
          "rebuild",
          "repair",
          "remove",
          "discard",
          "import",
          "convert");

  private AlterClauses() {}

  /**
   * The clauses, in order.
   *
   * @throws RefusedChangeException when partitions are among them
   */
  static List<TokenReader> of(TokenReader reader) {
    List<TokenReader> clauses = new ArrayList<>();
    int from = 0;
    int depth = 0;
    int left = reader.left();
    for (int i = 0; i < left; i++) {
      Token token = reader.peek(i);
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      boolean end = token.isSymbol(';') && i == left - 1;
      if ((depth == 0 && token.isSymbol(',')) || end) {
        clauses.add(reader.part(from, i));
        from = i + 1;
      }
    }
    if (from < left) {
      clauses.add(reader.part(from, left));
    }
    clauses.forEach(AlterClauses::refusePartitions);
    return clauses;
  }

  private static void refusePartitions(TokenReader clause) {
    String verb = clause.peek().text().toLowerCase(Locale.ROOT);
    boolean follows = clause.peek(1).is("partition") || clause.peek(1).is("partitioning");
    if (PARTITION_VERBS.contains(verb) && follows) {
      throw new RefusedChangeException("it changes partitions");
    }
    for (int i = 0; i + 1 < clause.left(); i++) {
      if (clause.peek(i).is("partition") && clause.peek(i + 1).is("by")) {
        throw new RefusedChangeException("it changes partitions");
      }
    }
  }
}
