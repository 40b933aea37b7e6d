package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.IndexDefinition;
import java.util.stream.Collectors;

/** Renders keys and indexes for one target. Immutable. */
final class IndexRenderer {

  private final ExpressionMapping expressions;
  private final String hidden;

  IndexRenderer(ExpressionMapping expressions, DdlTraits traits) {
    this.expressions = expressions;
    this.hidden = traits.hiddenIndex();
  }

  /** As a clause of CREATE TABLE. */
  String clause(IndexDefinition index) {
    if (index.kind() == IndexDefinition.Kind.PRIMARY) {
      return "PRIMARY KEY " + rest(index);
    }
    return kind(index) + "KEY " + Identifiers.quote(index.name()) + " " + rest(index);
  }

  /** As a statement of its own. */
  String statement(ObjectName table, IndexDefinition index) {
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

  private String rest(IndexDefinition index) {
    return parts(index)
        + index.parser().map(parser -> " WITH PARSER " + parser).orElse("")
        + (index.comment().isEmpty() ? "" : " COMMENT " + Literals.text(index.comment()))
        + (index.visible() ? "" : hidden)
        + index.storage().map(clauses -> " " + clauses.sql()).orElse("");
  }

  private String parts(IndexDefinition index) {
    return index.parts().stream().map(this::part).collect(Collectors.joining(", ", "(", ")"));
  }

  private String part(IndexDefinition.Part part) {
    String what =
        part.column()
            .map(Identifiers::quote)
            .orElseGet(() -> "(" + expressions.map(part.expression().orElseThrow()) + ")");
    return what
        + (part.prefix() > 0 ? "(" + part.prefix() + ")" : "")
        + (part.descending() ? " DESC" : "");
  }
}
