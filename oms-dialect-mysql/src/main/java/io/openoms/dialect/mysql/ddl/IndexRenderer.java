package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.IndexDefinition;
import java.util.stream.Collectors;

/** Renders keys and indexes. */
final class IndexRenderer {

  private IndexRenderer() {}

  /** As a clause of CREATE TABLE. */
  static String clause(IndexDefinition index) {
    if (index.kind() == IndexDefinition.Kind.PRIMARY) {
      return "PRIMARY KEY " + parts(index);
    }
    return kind(index) + "KEY " + Identifiers.quote(index.name()) + " " + rest(index);
  }

  /** As a statement of its own. */
  static String statement(ObjectName table, IndexDefinition index) {
    return "CREATE "
        + kind(index)
        + "INDEX "
        + Identifiers.quote(index.name())
        + " ON "
        + Identifiers.quote(table)
        + " "
        + rest(index);
  }

  private static String kind(IndexDefinition index) {
    return switch (index.kind()) {
      case UNIQUE -> "UNIQUE ";
      case FULLTEXT -> "FULLTEXT ";
      case SPATIAL -> "SPATIAL ";
      case PRIMARY, PLAIN -> "";
    };
  }

  private static String rest(IndexDefinition index) {
    return parts(index)
        + (index.comment().isEmpty() ? "" : " COMMENT " + Literals.text(index.comment()));
  }

  private static String parts(IndexDefinition index) {
    return index.parts().stream()
        .map(IndexRenderer::part)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String part(IndexDefinition.Part part) {
    String what =
        part.column()
            .map(Identifiers::quote)
            .orElseGet(() -> "(" + part.expression().orElseThrow() + ")");
    return what
        + (part.prefix() > 0 ? "(" + part.prefix() + ")" : "")
        + (part.descending() ? " DESC" : "");
  }
}
