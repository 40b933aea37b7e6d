package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;

/** Finds names of columns in a table's expressions. Stateless. */
final class Mentions {

  private Mentions() {}

  /**
   * Refuses to rename a column that an expression of the table names.
   *
   * @throws RefusedChangeException when one does
   */
  static void refuse(TableDefinition table, String column) {
    for (SqlText sql : expressions(table)) {
      if (Tokenizer.scan(sql.sql()).stream().anyMatch(token -> isName(token, column))) {
        throw new RefusedChangeException(
            "column " + column + " is renamed, and an expression of the table names it");
      }
    }
  }

  private static boolean isName(Token token, String column) {
    return token.isName() && token.text().equalsIgnoreCase(column);
  }

  private static List<SqlText> expressions(TableDefinition table) {
    List<SqlText> found = new ArrayList<>();
    table.columns().forEach(c -> c.generated().ifPresent(g -> found.add(g.expression())));
    table.checks().forEach(check -> found.add(check.expression()));
    table.indexes().stream()
        .flatMap(index -> index.parts().stream())
        .forEach(part -> part.expression().ifPresent(found::add));
    table.partitioning().ifPresent(p -> add(p, found));
    return found;
  }

  private static void add(Partitioning partitioning, List<SqlText> found) {
    found.add(partitioning.scheme().expression());
    partitioning.subscheme().ifPresent(scheme -> found.add(scheme.expression()));
  }
}
